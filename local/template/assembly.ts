import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LocalFault } from './local-fault.ts';

const manifestSchema = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      dependencies: z.array(z.string()).optional(),
      properties: z
        .looseObject({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const assetsSchema = z.looseObject({
  files: z.record(
    z.string(),
    z.looseObject({
      source: z.looseObject({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
    }),
  ),
});

const templateSchema = z.looseObject({
  Resources: z
    .record(
      z.string(),
      z.looseObject({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        Metadata: z.record(z.string(), z.unknown()).default({}),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.unknown() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown() })).default({}),
  Mappings: z.record(z.string(), z.unknown()).optional(),
});
/** A synthesized CloudFormation template, as far as this computer reads it. */
export type Template = z.infer<typeof templateSchema>;

export interface Stack {
  readonly name: string;
  readonly template: Template;
}

export interface Assembly {
  readonly stacks: readonly Stack[];
  /** Object key in the asset bucket → path on this computer. */
  readonly assets: ReadonlyMap<string, string>;
}

const readJson = <Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> => {
  if (!existsSync(file)) throw new LocalFault(`${file} is missing: synthesize again with npm run synth`);
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new LocalFault(`${file}: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
};

/**
 * Reads a cloud assembly as the CDK writes it.
 * @throws LocalFault when a file of it is missing or not what the CDK writes.
 */
export const readAssembly = (directory: string): Assembly => {
  const { artifacts } = readJson(join(directory, 'manifest.json'), manifestSchema);
  const assets = new Map<string, string>();
  const stacks: Stack[] = [];
  for (const [id, { type, properties }] of Object.entries(artifacts)) {
    if (type === 'cdk:asset-manifest' && properties?.file !== undefined) {
      for (const { source, destinations } of Object.values(
        readJson(join(directory, properties.file), assetsSchema).files,
      )) {
        for (const { objectKey } of Object.values(destinations)) {
          if (source.path !== undefined) assets.set(objectKey, join(directory, source.path));
        }
      }
    }
    if (type === 'aws:cloudformation:stack' && properties?.templateFile !== undefined) {
      const template = readJson(join(directory, properties.templateFile), templateSchema);
      if (template.Mappings !== undefined)
        throw new LocalFault(`stack ${id}: Mappings are not known to the local cloud`);
      stacks.push({ name: properties.stackName ?? id, template });
    }
  }
  return { stacks, assets };
};
