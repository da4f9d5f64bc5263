/** Writes the OpenAPI 3.1 description from the routes' zod schemas; `--check` says when it is out of date. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import type { RouteSpec } from '../shared/config/function-spec.ts';
import type { ProblemCode } from '../shared/domain/problem.ts';
import { problems } from '../shared/middleware/problem.ts';

type Json = Record<string, unknown>;

const root = join(import.meta.dirname, '..');
const target = join(root, 'functions', 'get-openapi', 'openapi.gen.json');

const isRoute = (value: unknown): value is RouteSpec =>
  typeof value === 'object' && value !== null && 'method' in value && 'paths' in value && 'answers' in value;

/** Every route with its function's folder, in the folders' order. */
export const readRoutes = async (): Promise<readonly (readonly [folder: string, route: RouteSpec])[]> => {
  const found: (readonly [string, RouteSpec])[] = [];
  for (const folder of readdirSync(join(root, 'functions')).sort()) {
    const file = join(root, 'functions', folder, 'route.ts');
    if (!existsSync(file)) continue;
    const { route } = z.looseObject({ route: z.unknown() }).parse(await import(pathToFileURL(file).href));
    if (!isRoute(route)) throw new Error(`${file} exports no route`);
    found.push([folder, route]);
  }
  return found;
};

const JsonObject = z.record(z.string(), z.unknown());

/** Schemas that carry an id of their own, by name: written once under `components`. */
type Named = Map<string, string>;

/** Takes definitions out of a schema into `named`, under their names (numbered when one name means two things). */
const hoist = (schema: Json, named: Named): Json => {
  const definitions = JsonObject.parse(schema['$defs'] ?? {});
  const renamed = new Map<string, string>();
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
        if (key === '$defs' || key === 'id')
          return typeof each === 'object' && key === 'id' ? [[key, rewrite(each)]] : [];
        if (key !== '$ref' || typeof each !== 'string') return [[key, rewrite(each)]];
        return [[key, `#/components/schemas/${nameOf(each.replace('#/$defs/', ''))}`]];
      }),
    );
  };
  const nameOf = (id: string): string => {
    const known = renamed.get(id);
    if (known !== undefined) return known;
    renamed.set(id, id);
    const text = JSON.stringify(rewrite(definitions[id]));
    let name = id;
    for (let n = 2; named.has(name) && named.get(name) !== text; n += 1) name = `${id}${n}`;
    named.set(name, text);
    renamed.set(id, name);
    return name;
  };
  return JsonObject.parse(rewrite(schema));
};

const toSchema = (schema: z.ZodType, io: 'input' | 'output', named: Named): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // an answer may gain fields: readers must not be told otherwise
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // OpenAPI's own words for an example
      if (jsonSchema['example'] !== undefined) {
        jsonSchema.examples = [jsonSchema['example']];
        delete jsonSchema['example'];
      }
    },
  });
  return hoist(rest, named);
};

const parametersOf = (schema: z.ZodType | undefined, where: 'path' | 'query', named: Named): Json[] => {
  if (schema === undefined) return [];
  const { properties, required } = z
    .looseObject({
      properties: z.record(z.string(), JsonObject).default({}),
      required: z.array(z.string()).default([]),
    })
    .parse(toSchema(schema, 'input', named));
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
};

const marketplaceParameter: Json = {
  name: 'marketplace',
  in: 'path',
  required: true,
  description: "The marketplace, by its connector's name",
  schema: { type: 'string', pattern: '^[a-z][a-z0-9-]*$', examples: ['shopee'] },
};

/** What the pipeline itself may answer, before the use case is asked. */
const pipelineProblems = (route: RouteSpec): ProblemCode[] => [
  ...(route.query === undefined && route.body === undefined ? [] : (['bad-request'] as const)),
  ...(route.body === undefined ? [] : (['malformed-json', 'body-too-large'] as const)),
  ...(route.params === undefined ? [] : (['not-found'] as const)),
  ...(route.auth === 'member' ? (['forbidden'] as const) : []),
  ...(route.ifMatch === true ? (['if-match-required', 'stale-etag'] as const) : []),
  'unavailable',
  'internal',
];

/** `not-found` and `id-taken` → `NotFoundOrIdTaken`. */
const nameOfCodes = (codes: readonly ProblemCode[]): string =>
  codes.map((code) => code.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())).join('Or');

/** Refusals by name: one that many routes give is written once, under `components`. */
type Refusals = Map<string, Json>;

const problemAnswers = (route: RouteSpec, refusals: Refusals): Json => {
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const code of [...pipelineProblems(route), ...route.problems]) {
    const { status } = problems[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => {
      const codes = [...all].sort();
      const name = nameOfCodes(codes);
      refusals.set(name, {
        description: codes.map((code) => `\`${code}\`: ${problems[code].en}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      });
      return [String(status), { $ref: `#/components/responses/${name}` }];
    }),
  );
};

const answerWords: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Taken in',
  204: 'Done; no body',
  302: 'Go on there',
  303: 'Go on there',
};

const operationOf = (folder: string, route: RouteSpec, path: string, named: Named, refusals: Refusals): Json => {
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const parameters = [
    ...parametersOf(route.params, 'path', named).filter(({ name }) => typeof name === 'string' && inPath.has(name)),
    ...parametersOf(route.query, 'query', named),
  ];
  if (inPath.has('marketplace') && !parameters.some(({ name }) => name === 'marketplace')) {
    parameters.unshift(marketplaceParameter);
  }
  if (route.ifMatch !== undefined) {
    parameters.push({
      $ref: `#/components/parameters/${route.ifMatch === 'optional' ? 'IfMatchOptional' : 'IfMatch'}`,
    });
  }
  const headers = route.etag === true ? { headers: { ETag: { $ref: '#/components/headers/ETag' } } } : {};
  const answers = Object.entries(route.answers).map(([status, schema]) => [
    status,
    {
      description: answerWords[Number(status)] ?? 'Answer',
      ...headers,
      ...(schema === null ? {} : { content: { 'application/json': { schema: toSchema(schema, 'output', named) } } }),
    },
  ]);
  const extra = route.paths.indexOf(path);
  return {
    operationId:
      folder.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()) + (extra > 0 ? String(extra + 1) : ''),
    tags: [route.tag],
    summary: route.summary,
    ...(route.auth === 'member' ? {} : { security: [] }),
    ...(route.callers === undefined ? {} : { 'x-callers': route.callers }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': { schema: toSchema(route.body, 'input', named) } },
          },
        }),
    responses: {
      ...Object.fromEntries(answers),
      ...(route.auth === 'member' ? { 401: { $ref: '#/components/responses/NoToken' } } : {}),
      429: { $ref: '#/components/responses/TooMany' },
      ...problemAnswers(route, refusals),
    },
  };
};

const description = `Registers small manufacturers (IKM), their products and what is wanted of their listings on marketplaces.

- JSON in and out, camelCase. Money is whole rupiah that the buyer pays, weight grams, length millimetres, time ISO 8601 UTC.
- Creation is \`PUT\` on an id made by the client (ULID): send it again whenever the answer was lost. The first time answers 201, the creating body again 200.
- Changing needs \`If-Match\` with the etag that was looked at: missing 428, stale 412.
- Lists answer \`{items, nextCursor}\`; go on with \`?cursor=\` until \`nextCursor\` is null. A page may hold fewer than \`limit\`.
- Errors are RFC 9457 problem documents with a stable \`code\`; \`detail\` is in Bahasa Indonesia, in English with \`Accept-Language: en\`.
- What lies outside the caller's scope is answered as if it were not there.`;

/** Repeated parts of at least this many characters of JSON are written once, as components. */
const worthSharing = 400;

/** Moves equal object schemas that occur more than once to `components.schemas`, so that the document stays small. */
const share = (document: Json): Json => {
  const seen = new Map<string, { count: number; name: string }>();
  const taken = new Set(Object.keys(JsonObject.parse(JsonObject.parse(document['components'])['schemas'])));
  const isSchema = (value: unknown): value is Json =>
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'object' && 'properties' in value;
  const nameFor = (path: readonly string[]): string => {
    const word = path.findLast((part) => /^[a-z]/i.test(part) && !structural.has(part)) ?? 'part';
    const base = word.replace(/^./, (letter) => letter.toUpperCase());
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base}${n}`;
    taken.add(name);
    return name;
  };
  const count = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSchema(value)) {
      const text = JSON.stringify(value);
      const entry = seen.get(text);
      if (entry !== undefined) entry.count += 1;
      else if (text.length >= worthSharing) seen.set(text, { count: 1, name: '' });
    }
    for (const [key, each] of Object.entries(value)) count(each, [...path, key]);
  };
  count(document['paths'], []);
  const schemas: Json = {};
  const replace = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((each, index) => replace(each, [...path, String(index)]));
    if (typeof value !== 'object' || value === null) return value;
    const inner = () =>
      Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replace(each, [...path, key])]));
    const entry = isSchema(value) ? seen.get(JSON.stringify(value)) : undefined;
    if (entry === undefined || entry.count < 2) return inner();
    if (entry.name === '') {
      entry.name = nameFor(path);
      schemas[entry.name] = inner();
    }
    return { $ref: `#/components/schemas/${entry.name}` };
  };
  const paths = replace(document['paths'], []);
  const components = JsonObject.parse(document['components']);
  return {
    ...document,
    paths,
    components: { ...components, schemas: { ...JsonObject.parse(components['schemas']), ...schemas } },
  };
};

/** Words of the document's own structure: no good names for what stands below them. */
const structural = new Set([
  'schema',
  'properties',
  'items',
  'content',
  'application',
  'application/json',
  'responses',
  'requestBody',
  'anyOf',
  'oneOf',
  'allOf',
  'additionalProperties',
  'get',
  'put',
  'post',
  'patch',
  'delete',
  'parameters',
]);

/** What the gateway answers by itself, before any function is asked: not a problem document. */
const gatewayAnswer = (words: string): Json => ({
  description: words,
  content: {
    'application/json': {
      schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
    },
  },
});

/** The whole OpenAPI document of these routes. */
export const toOpenApi = (routes: readonly (readonly [folder: string, route: RouteSpec])[]): Json => {
  const paths: Record<string, Json> = {};
  const named: Named = new Map();
  const refusals: Refusals = new Map();
  const sorted = routes
    .flatMap(([folder, route]) => route.paths.map((path) => ({ path, folder, route })))
    .sort((a, b) => a.path.localeCompare(b.path) || a.route.method.localeCompare(b.route.method));
  for (const { path, folder, route } of sorted) {
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(folder, route, path, named, refusals);
  }
  return share({
    openapi: '3.1.1',
    info: {
      title: 'E-Smart IKM',
      version: packageJson.version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map(([, { tag }]) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'OIDC access token' },
      },
      parameters: {
        IfMatch: {
          name: 'If-Match',
          in: 'header',
          description: 'The etag that was looked at, in quotes. Needed for changing, left out for creating.',
          schema: { type: 'string', examples: ['"3"'] },
        },
        IfMatchOptional: {
          name: 'If-Match',
          in: 'header',
          description: 'The etag that was looked at, in quotes. Where it may be left out, the newest version counts.',
          schema: { type: 'string', examples: ['"3"'] },
        },
      },
      headers: {
        ETag: {
          description: 'The version, in quotes: what If-Match takes',
          schema: { type: 'string', examples: ['"3"'] },
        },
      },
      responses: {
        NoToken: gatewayAnswer('No access token, an expired one, or one of another issuer'),
        TooMany: gatewayAnswer('Too many requests: wait a moment, then send again'),
        ...Object.fromEntries([...refusals].sort(([a], [b]) => a.localeCompare(b))),
      },
      schemas: {
        Problem: {
          type: 'object',
          description: 'RFC 9457 problem document',
          properties: {
            type: { type: 'string', format: 'uri' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string', description: 'For people, in the language asked for; says what to do' },
            code: { type: 'string', enum: Object.keys(problems), description: 'Stable, for programs' },
            instance: { type: 'string', description: 'What to name to support' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  path: { type: 'string', description: 'JSON pointer without the leading slash, e.g. owner/nik' },
                  code: { type: 'string' },
                  message: { type: 'string' },
                },
                required: ['path', 'code', 'message'],
              },
            },
          },
          required: ['type', 'title', 'status', 'detail', 'code', 'errors'],
        },
        ...Object.fromEntries([...named].map(([name, text]) => [name, JsonObject.parse(JSON.parse(text))])),
      },
    },
  });
};

const run = async (): Promise<void> => {
  const text = `${JSON.stringify(toOpenApi(await readRoutes()), null, 1)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
    return;
  }
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('out of date, run npm run generate: functions/get-openapi/openapi.gen.json');
    process.exitCode = 1;
  }
};

if (import.meta.main) await run();
