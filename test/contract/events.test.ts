import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import { catalog } from '../../events/catalog.ts';
import { ContractFile, refusalOf } from '../../events/contract-changes.ts';
import { exampleOf, generateEvents, refusals } from '../../scripts/generate-events.ts';

const events = join(import.meta.dirname, '../../events');
const readContract = (type: string) =>
  ContractFile.parse(JSON.parse(readFileSync(join(events, 'schemas', `${type}.json`), 'utf8')));

describe('event contracts', () => {
  test('types are told apart', () => {
    expect(new Set(catalog.map(({ type }) => type)).size).toBe(catalog.length);
  });

  test('each stands in a file of its name', () => {
    const files = readdirSync(events).filter((file) => /\.v\d+\.ts$/.test(file));
    expect(files.sort()).toEqual(catalog.map(({ name, major }) => `${name.replaceAll('.', '-')}.v${major}.ts`).sort());
  });

  test.each(catalog.map((each) => [each.type, each] as const))(
    '%s: its example keeps the contract',
    (type, definition) => {
      const example = exampleOf(definition);
      expect(definition.envelope.parse(example)).toEqual(example);
      const schema = readContract(type);
      // formats are annotations here; patterns do the checking
      const validate = new Ajv2020.default({ validateFormats: false, strict: false }).compile(schema);
      expect(validate(example)).toBe(true);
      expect(validate({ ...example, data: {} })).toBe(false);
      expect(validate({ ...example, type: type.replace('.v1', '.v2') })).toBe(false);
      expect(validate({ ...example, more: 'a field of a later minor' })).toBe(true);
    },
  );

  test('published contracts are kept, or their version is raised', () => {
    expect(refusals()).toEqual([]);
  });

  test('what is generated is committed', async () => {
    for (const [path, text] of await generateEvents()) {
      expect([path, existsSync(join(events, path)) ? readFileSync(join(events, path), 'utf8') : undefined]).toEqual([
        path,
        text,
      ]);
    }
  });

  test('the public description leaves internal events out', () => {
    const asyncApi = readFileSync(join(events, 'asyncapi.json'), 'utf8');
    for (const { type, audience } of catalog) expect(asyncApi.includes(`"${type}"`)).toBe(audience === 'public');
  });
});

describe('the guard of published contracts', () => {
  const contract = (version: string, data: object, required: string[] = ['a']) =>
    ContractFile.parse({ 'x-version': version, type: 'object', properties: data, required });
  const before = contract('1.1', { a: { type: 'string' }, b: { enum: ['x', 'y'] } });
  const refuse = (after: ContractFile) => refusalOf('thing.done.v1', before, after);

  test.each([
    ['nothing changed', contract('1.1', { a: { type: 'string' }, b: { enum: ['x', 'y'] } })],
    ['words changed', contract('1.1', { a: { type: 'string', description: 'new words' }, b: { enum: ['x', 'y'] } })],
    ['a field more, minor raised', contract('1.2', { a: { type: 'string' }, b: { enum: ['x', 'y'] }, c: {} })],
    [
      'a field always there, minor raised',
      contract('1.2', { a: { type: 'string' }, b: { enum: ['x', 'y'] } }, ['a', 'b']),
    ],
  ])('lets pass: %s', (_, after) => {
    expect(refuse(after)).toBeUndefined();
  });

  test.each([
    [
      'a field more in the same minor',
      contract('1.1', { a: { type: 'string' }, b: { enum: ['x', 'y'] }, c: {} }),
      'raise its minor',
    ],
    ['a field gone', contract('1.2', { b: { enum: ['x', 'y'] } }), 'needs a new major'],
    ['another type', contract('1.2', { a: { type: 'number' }, b: { enum: ['x', 'y'] } }), 'needs a new major'],
    ['a choice more', contract('1.2', { a: { type: 'string' }, b: { enum: ['x', 'y', 'z'] } }), 'needs a new major'],
    [
      'a field no longer certain',
      contract('1.2', { a: { type: 'string' }, b: { enum: ['x', 'y'] } }, []),
      'needs a new major',
    ],
    ['the version gone back', contract('1.0', { a: { type: 'string' }, b: { enum: ['x', 'y'] } }), 'went back'],
  ])('refuses: %s', (_, after, why) => {
    expect(refuse(after)).toContain(why);
  });
});
