import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format } from 'prettier';
import * as z from 'zod';
import { catalog, type EventDefinition } from '../events/catalog.ts';
import { ContractFile, refusalOf } from '../events/contract-changes.ts';

/** Writes what is generated from the event contracts, refusing to break a published one; `--check` says what is out of date. */

const eventsFolder = join(import.meta.dirname, '..', 'events');
const schemaPath = (type: string): string => join('schemas', `${type}.json`);

/** The example of a contract as it would go over the bus. */
export const exampleOf = (definition: EventDefinition) => ({
  specversion: '1.0',
  id: '3f0c9a1e5b7d2846a0c1e3f5b7d92846',
  source: 'ikm',
  type: definition.type,
  subject: definition.example.subject,
  time: '2026-11-22T08:00:00.000Z',
  dataschema: definition.dataschema,
  data: definition.example.data,
});

const toContract = (definition: EventDefinition): ContractFile => {
  const { $schema, ...schema } = z.toJSONSchema(definition.envelope, { io: 'input' });
  return ContractFile.parse({
    $schema,
    $id: definition.dataschema,
    title: definition.type,
    description: definition.summary,
    'x-version': `${definition.major}.${definition.minor}`,
    'x-audience': definition.audience,
    ...schema,
    examples: [exampleOf(definition)],
  });
};

const published = catalog.filter(({ audience }) => audience === 'public');
const keyOf = (type: string): string => type.replaceAll(/[.-]([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** AsyncAPI 3.0 document of the public events: https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
const toAsyncApi = () => ({
  asyncapi: '3.0.0',
  info: {
    title: 'E-Smart IKM events',
    version: '1',
    description:
      'What happens in the register and on the marketplaces, as CloudEvents 1.0 on an EventBridge bus. Ids only: read the rest through the API. Delivered at least once and in no order; handle each id once.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/json',
  channels: {
    bus: {
      title: 'The event bus',
      description: 'source is `ikm`, detail-type is the event type, detail is the CloudEvents envelope.',
      messages: Object.fromEntries(
        published.map(({ type }) => [keyOf(type), { $ref: `#/components/messages/${keyOf(type)}` }]),
      ),
    },
  },
  operations: Object.fromEntries(
    published.map(({ type, summary }) => [
      `publish${keyOf(type).replace(/^./, (letter) => letter.toUpperCase())}`,
      {
        action: 'send',
        channel: { $ref: '#/channels/bus' },
        summary,
        messages: [{ $ref: `#/channels/bus/messages/${keyOf(type)}` }],
      },
    ]),
  ),
  components: {
    messages: Object.fromEntries(
      published.map((definition) => {
        const {
          $schema: _dialect,
          $id: _id,
          examples: _examples,
          title,
          description,
          ...payload
        } = toContract(definition);
        return [
          keyOf(definition.type),
          {
            name: title,
            title,
            summary: description,
            contentType: 'application/json',
            payload,
            examples: [{ payload: exampleOf(definition) }],
          },
        ];
      }),
    ),
  },
});

const rows = (definition: EventDefinition): string => {
  const fields = Object.keys(definition.data.shape).map((field) => `\`${field}\``);
  const version = `${definition.major}.${definition.minor}`;
  return `| [\`${definition.type}\`](schemas/${definition.type}.json) | ${definition.summary} | ${fields.join(', ')} | ${version} | ${definition.since} | ${definition.audience} |`;
};

const toReadme = (): string => `# Events

Each file here is one event and major version; \`catalog.ts\` lists them. \`publish-changes\` alone publishes them, from the
tables' change streams (see [ADR 1](../docs/adr/0001-events-from-the-change-stream.md)). On the bus: \`source\` is \`ikm\`, \`detail-type\` is the
event's type, \`detail\` is a CloudEvents 1.0 envelope. Data are ids and states, never personal data.

**Reading.** Delivered at least once, in no order: handle each \`id\` once and ignore fields you do not know.

**Changing.** A new field: raise \`minor\`. Anything a reader could stumble over: a new file with the next major, published beside
the old one. Then \`node scripts/generate-events.ts\`, which refuses what would break a published contract.

| event | published when | data | version | since | audience |
| --- | --- | --- | --- | --- | --- |
${catalog.map(rows).join('\n')}

Generated: \`schemas/*.json\` (JSON Schema), \`asyncapi.json\`, this page.
`;

/** Every generated file, by its path below \`events/\`, with its text. */
export const generateEvents = async (): Promise<ReadonlyMap<string, string>> => {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ...catalog.map((definition) => [schemaPath(definition.type), json(toContract(definition))] as const),
    ['asyncapi.json', json(toAsyncApi())],
    ['README.md', await format(toReadme(), { parser: 'markdown', printWidth: 120 })],
  ]);
};

/** Why the contracts as they are now may not replace those committed in `folder`; empty when they may. */
export const refusals = (folder = eventsFolder): readonly string[] => {
  const types: ReadonlySet<string> = new Set(catalog.map(({ type }) => type));
  const committed = existsSync(join(folder, 'schemas')) ? readdirSync(join(folder, 'schemas')) : [];
  const gone = committed
    .map((file) => file.replace(/\.json$/, ''))
    .filter((type) => !types.has(type))
    .map(
      (type) => `${type}: was published and is no longer in the catalog; delete its schema only when nobody reads it`,
    );
  const changed = catalog.flatMap((definition) => {
    const file = join(folder, schemaPath(definition.type));
    if (!existsSync(file)) return [];
    const before = ContractFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return refusalOf(definition.type, before, toContract(definition)) ?? [];
  });
  return [...gone, ...changed];
};

const run = async (): Promise<void> => {
  const refused = refusals();
  if (refused.length > 0) {
    console.error(refused.join('\n'));
    process.exitCode = 1;
    return;
  }
  const files = [...(await generateEvents())];
  if (process.argv.includes('--check')) {
    const stale = files
      .map(([path, text]) => ({ file: join(eventsFolder, path), text }))
      .filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
    if (stale.length > 0) {
      console.error(`out of date, run npm run generate: ${stale.map(({ file }) => relative('.', file)).join(', ')}`);
      process.exitCode = 1;
    }
    return;
  }
  mkdirSync(join(eventsFolder, 'schemas'), { recursive: true });
  for (const [path, text] of files) writeFileSync(join(eventsFolder, path), text);
};

if (import.meta.main) await run();
