import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import * as z from 'zod';
import { readRoutes, toOpenApi } from '../../scripts/generate-openapi.ts';
import { defineRoute } from '../../shared/config/function-spec.ts';

interface Schema {
  readonly $ref?: string;
  readonly additionalProperties?: unknown;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name?: string; in?: string; $ref?: string }[];
  readonly requestBody: { readonly content: Content };
  readonly responses: Readonly<
    Record<
      string,
      { readonly $ref?: string; readonly description: string; readonly content?: Content; readonly headers?: object }
    >
  >;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, { readonly description: string }>>;
  };
}

const committed = readFileSync(join(import.meta.dirname, '../../functions/get-openapi/openapi.gen.json'), 'utf8');
const document = JSON.parse(committed) as Description;

/** Every object in a JSON value. */
const objectsIn = (value: unknown): Record<string, unknown>[] =>
  typeof value !== 'object' || value === null
    ? []
    : [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
const operations = (of: Description) =>
  Object.entries(of.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [path, method, operation] as const),
  );

describe('the description of the API', () => {
  test('is made from the routes as they are', async () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(toOpenApi(await readRoutes()))));
  });

  test('has every route once', async () => {
    const routes = (await readRoutes()).flatMap(([, { method, paths }]) =>
      paths.map((path) => `${method.toLowerCase()} ${path}`),
    );
    expect(
      operations(document)
        .map(([path, method]) => `${method} ${path}`)
        .sort(),
    ).toEqual([...routes].sort());
    const ids = operations(document).map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('names every parameter of a path', () => {
    for (const [path, method, { parameters = [] }] of operations(document)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const described = parameters.flatMap((each) => (each.in === 'path' ? [each.name] : [])).sort();
      expect([method, path, described]).toEqual([method, path, inPath]);
    }
  });

  test('lets a client send the etag wherever it may be asked for, and read it there', () => {
    const known = new Set(
      operations(document).flatMap(([path, , { responses }]) =>
        Object.values(responses).some(({ headers }) => headers !== undefined && 'ETag' in headers) ? [path] : [],
      ),
    );
    for (const [path, method, { parameters = [], responses }] of operations(document)) {
      const asked = '428' in responses || '412' in responses;
      // a decision carries the etag in its body
      if (!asked || /(verification|curation|decision|transfer|merge|trust)$/.test(path)) continue;
      const sent = parameters.some(({ $ref = '' }) => $ref.startsWith('#/components/parameters/IfMatch'));
      expect([method, path, sent, known.has(path)]).toEqual([method, path, true, true]);
    }
  });

  test('leads nowhere that is not there', () => {
    for (const $ref of objectsIn(document).flatMap((each) =>
      typeof each['$ref'] === 'string' ? [each['$ref']] : [],
    )) {
      const steps = $ref.slice(2).split('/');
      const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect([$ref, typeof found]).toEqual([$ref, 'object']);
    }
  });

  test('has schemas that a validator takes', () => {
    const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'openapi.json');
    const schemas = objectsIn(document).flatMap((each) =>
      typeof each['schema'] === 'object'
        ? [JSON.parse(JSON.stringify(each['schema']).replaceAll('"#/', '"openapi.json#/'))]
        : [],
    );
    expect(schemas.length).toBeGreaterThan(0);
    for (const schema of schemas) ajv.compile(schema);
  });

  test('fits its function', () => {
    // the bundle around it is about 100 kB, and may be 520 kB
    expect(JSON.stringify(document).length).toBeLessThan(400_000);
  });
});

describe('a described route', () => {
  const big = z.strictObject({
    name: z.string().max(100),
    ...Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, z.string()])),
  });
  const route = defineRoute({
    method: 'PUT',
    paths: ['/v1/things/{thingId}', '/v1/rooms/{roomId}/things/{thingId}'],
    auth: 'member',
    tag: 'thing',
    summary: 'Saves a thing',
    params: z.strictObject({ thingId: z.string(), roomId: z.string().optional() }),
    query: z.strictObject({ dry: z.enum(['yes', 'no']).optional().meta({ description: 'Only look' }) }),
    body: big,
    ifMatch: 'creation',
    etag: true,
    answers: { 200: big, 201: big, 204: null },
    problems: ['stale-etag', 'already-enrolled'],
    access: {},
    impact: 'none',
  });
  const described = toOpenApi([['save-thing', route]]) as unknown as Description;
  const operation = described.paths['/v1/things/{thingId}']!['put']!;

  test('tells its parameters, also the etag', () => {
    expect(operation.parameters!.map((each) => each.name ?? each.$ref)).toEqual([
      'thingId',
      'dry',
      '#/components/parameters/IfMatch',
    ]);
    expect(operation.parameters![1]).toMatchObject({ in: 'query', required: false, description: 'Only look' });
  });

  test('tells which answers carry an etag', () => {
    const etag = { ETag: { $ref: '#/components/headers/ETag' } };
    expect([operation.responses['200']!.headers, operation.responses['404']!.headers]).toEqual([etag, undefined]);
  });

  test('tells problems by status, its own and those of the pipeline', () => {
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining([
        '200',
        '201',
        '204',
        '400',
        '401',
        '403',
        '404',
        '409',
        '412',
        '413',
        '429',
        '500',
        '503',
      ]),
    );
    const { $ref = '' } = operation.responses['409']!;
    expect(described.components.responses[$ref.replace('#/components/responses/', '')]!.description).toContain(
      'already-enrolled',
    );
    expect(operation.responses['204']!.content).toBeUndefined();
  });

  test('does not forbid an answer to gain fields, but does forbid unknown ones in a body', () => {
    const at = (content: Content) => {
      const { schema } = content['application/json']!;
      return schema.$ref === undefined ? schema : described.components.schemas[schema.$ref.split('/').at(-1)!]!;
    };
    expect(at(operation.requestBody.content).additionalProperties).toBe(false);
    expect(at(operation.responses['200']!.content!).additionalProperties).toBeUndefined();
  });

  test('says a repeated part once', () => {
    const { 200: one, 201: two } = operation.responses;
    expect(one!.content).toEqual(two!.content);
    expect(one!.content!['application/json']!.schema.$ref).toMatch(/^#\/components\/schemas\//);
  });

  test('has an operation id for each of its paths', () => {
    const [first, second] = operations(described)
      .map(([, , { operationId }]) => operationId)
      .sort();
    expect([first, second]).toEqual(['saveThing', 'saveThing2']);
  });
});
