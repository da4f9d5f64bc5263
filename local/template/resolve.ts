import * as z from 'zod';
import type { Assembly, Stack } from './assembly.ts';
import { LocalFault } from './local-fault.ts';
import { kindOf, type Settings } from './kinds.ts';

/** A resource with every reference in it resolved. */
export interface Resolved {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const Join = z.tuple([z.string(), z.array(z.unknown())]);
const Pair = z.tuple([z.string(), z.string()]);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const noValue = Symbol('AWS::NoValue');

/**
 * Resolves the references of all stacks: Ref, Fn::GetAtt, Fn::Join, Fn::Sub, Fn::Select, Fn::Split and Fn::ImportValue.
 * @throws LocalFault naming the resource, when a reference leads nowhere or a function is not known here.
 */
export const resolveStacks = (assembly: Assembly, settings: Settings): readonly Resolved[] => {
  const exports = new Map<string, { stack: Stack; value: unknown }>();
  const resolvedExports = new Map<string, unknown>();

  const pseudo = (stack: Stack): Readonly<Record<string, unknown>> => ({
    'AWS::Region': settings.region,
    'AWS::AccountId': settings.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${settings.region}:${settings.account}:stack/${stack.name}/local`,
    'AWS::NoValue': noValue,
  });

  const named = (stack: Stack, id: string, where: string) => {
    const resource = stack.template.Resources[id];
    if (resource === undefined) throw new LocalFault(`${where}: there is no ${id} in stack ${stack.name}`);
    return {
      stack: stack.name,
      id,
      type: resource.Type,
      settings,
      property: (name: string): string | undefined => {
        const value = resolve(stack, resource.Properties[name], `${stack.name}.${id}`);
        return typeof value === 'string' ? value : undefined;
      },
    };
  };
  const ref = (stack: Stack, id: string, where: string): unknown => {
    const values = pseudo(stack);
    if (id in values) return values[id];
    const parameter = stack.template.Parameters[id];
    if (parameter !== undefined) return parameter.Default;
    const resource = named(stack, id, where);
    return kindOf(resource.type, where).ref(resource);
  };
  const attribute = (stack: Stack, id: string, name: string, where: string): unknown => {
    const resource = named(stack, id, where);
    const read = kindOf(resource.type, where).attribute;
    const value = read(resource, name);
    if (value === undefined)
      throw new LocalFault(`${where}: attribute ${name} of ${resource.type} is not known to the local cloud`);
    return value;
  };
  const importValue = (name: string, where: string): unknown => {
    const found = exports.get(name);
    if (found === undefined) throw new LocalFault(`${where}: no stack exports ${name}`);
    if (!resolvedExports.has(name)) resolvedExports.set(name, resolve(found.stack, found.value, `export ${name}`));
    return resolvedExports.get(name);
  };
  const substitute = (stack: Stack, text: string, own: Record<string, unknown>, where: string): string =>
    text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return String(resolve(stack, own[name], where));
      const [id = '', ...path] = name.split('.');
      return String(path.length > 0 ? attribute(stack, id, path.join('.'), where) : ref(stack, name, where));
    });

  const call = (stack: Stack, name: string, argument: unknown, where: string): unknown => {
    const go = (value: unknown) => resolve(stack, value, where);
    switch (name) {
      case 'Ref':
        return ref(stack, z.string().parse(argument), where);
      case 'Fn::GetAtt': {
        const [id, path] =
          typeof argument === 'string' ? Pair.parse(argument.split(/\.(.*)/s, 2)) : Pair.parse(argument);
        return attribute(stack, id, path, where);
      }
      case 'Fn::Join': {
        const [separator, parts] = Join.parse(argument);
        return z.array(z.unknown()).parse(go(parts)).map(String).join(separator);
      }
      case 'Fn::Split': {
        const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(argument);
        return String(go(text)).split(separator);
      }
      case 'Fn::Select': {
        const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument);
        return z.array(z.unknown()).parse(go(list))[index];
      }
      case 'Fn::Sub': {
        if (typeof argument === 'string') return substitute(stack, argument, {}, where);
        const [text, own] = z.tuple([z.string(), z.record(z.string(), z.unknown())]).parse(argument);
        return substitute(stack, text, own, where);
      }
      case 'Fn::ImportValue':
        return importValue(String(go(argument)), where);
      case 'Fn::GetStackOutput':
      default:
        throw new LocalFault(`${where}: ${name} is not known to the local cloud`);
    }
  };

  const resolve = (stack: Stack, value: unknown, where: string): unknown => {
    if (Array.isArray(value))
      return value.map((item) => resolve(stack, item, where)).filter((item) => item !== noValue);
    if (!isRecord(value)) return value;
    const [only, ...more] = Object.keys(value);
    if (only !== undefined && more.length === 0 && (only === 'Ref' || only.startsWith('Fn::')))
      return call(stack, only, value[only], where);
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, resolve(stack, inner, where)] as const)
        .filter(([, inner]) => inner !== noValue),
    );
  };

  for (const stack of assembly.stacks) {
    for (const [id, { Value, Export }] of Object.entries(stack.template.Outputs)) {
      if (Export === undefined) continue;
      exports.set(String(resolve(stack, Export.Name, `output ${id}`)), { stack, value: Value });
    }
  }
  return assembly.stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources).map(([id, { Type, Properties, Metadata, Condition }]) => {
      const where = `stack ${stack.name}, ${Type} ${id}`;
      if (Condition !== undefined) throw new LocalFault(`${where}: conditions are not known to the local cloud`);
      if (!kindOf(Type, where).isUsed) return { stack: stack.name, id, type: Type, properties: {}, metadata: {} };
      const properties = z.record(z.string(), z.unknown()).parse(resolve(stack, Properties, where));
      return { stack: stack.name, id, type: Type, properties, metadata: Metadata };
    }),
  );
};
