import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** CloudFormation as written in a file: the policies look into it freely and fail loudly where it is not as they think. */
export type Json = any;

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, Json>;
  readonly DeletionPolicy?: string;
  readonly Metadata?: Record<string, Json>;
}
interface Template {
  readonly Parameters?: Record<string, unknown>;
  readonly Resources: Record<string, Resource>;
}
/** Stack name → template. */
export type Templates = Record<string, Template>;

export const readTemplates = (assembly: string): Templates =>
  Object.fromEntries(
    readdirSync(assembly)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file.replace('.template.json', ''), JSON.parse(readFileSync(join(assembly, file), 'utf8'))]),
  );

export interface Found {
  /** `stack/logicalId`, for messages. */
  readonly at: string;
  readonly stack: string;
  readonly id: string;
  readonly properties: Record<string, Json>;
  readonly resource: Resource;
}

/** All resources of a type, over all stacks. */
export const ofType = (templates: Templates, type: string): readonly Found[] =>
  Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({ at: `${stack}/${id}`, stack, id, properties: resource.Properties ?? {}, resource })),
  );

export const stageOf = ({ stack }: Found): string => stack.split('-')[1] ?? '';

/** The logical id that a `Ref` or `Fn::GetAtt` of the same stack names. */
export const targetOf = (value: Json): string => value?.Ref ?? value?.['Fn::GetAtt']?.[0] ?? '';
