/** Writes docs/architecture.md: its diagram and tables are drawn from the specs beside the functions and from the events. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import * as z from 'zod';
import { catalog } from '../events/catalog.ts';
import type { TriggerSpec } from '../shared/config/function-spec.ts';
import { readRoutes } from './generate-openapi.ts';

const root = join(import.meta.dirname, '..');
const target = join(root, 'docs', 'architecture.md');

const isTrigger = (value: unknown): value is TriggerSpec =>
  typeof value === 'object' && value !== null && 'trigger' in value && 'access' in value;

type Triggered = readonly [folder: string, spec: TriggerSpec];

const readTriggers = async (): Promise<readonly Triggered[]> => {
  const found: Triggered[] = [];
  for (const folder of readdirSync(join(root, 'functions')).sort()) {
    const file = join(root, 'functions', folder, 'trigger.ts');
    if (!existsSync(file)) continue;
    const { trigger } = z.looseObject({ trigger: z.unknown() }).parse(await import(pathToFileURL(file).href));
    if (!isTrigger(trigger)) throw new Error(`${file} exports no trigger`);
    found.push([folder, trigger]);
  }
  return found;
};

const node = (folder: string): string => folder.replaceAll('-', '_');
const copies = ({ perConnector }: { readonly perConnector?: true }): string =>
  perConnector === true ? '<br/><i>one per marketplace</i>' : '';

const tables = { register: 'register[(register)]', listings: 'listings[(listings)]' } as const;

/** Arrows into a function from what starts it. */
const startsOf = ([folder, { trigger }]: Triggered): readonly string[] => {
  const to = node(folder);
  switch (trigger.kind) {
    case 'stream':
      return trigger.tables.map((table) => `${table} -. changes .-> ${to}`);
    case 'events':
      return [`bus -- "${trigger.types.map((type) => type.replace(/\.v\d+$/, '')).join('<br/>')}" --> ${to}`];
    case 'objects':
      return [`photos -- "${trigger.prefix}" --> ${to}`];
    case 'queue':
      return [`${trigger.queue} --> ${to}`];
    case 'schedule':
      return [`clock -- "every ${trigger.everyMinutes} min" --> ${to}`];
    case 'sign-in':
      return [`signIn -- "first sign-in" --> ${to}`];
  }
};

/** Arrows out of a function to what it changes. */
const changesOf = (folder: string, { access }: Pick<TriggerSpec, 'access'>): readonly string[] => [
  ...(['register', 'listings'] as const).flatMap((table) =>
    access[table]?.write === undefined ? [] : [`${folder} --> ${table}`],
  ),
  ...(access.photos?.write === undefined ? [] : [`${folder} --> photos`]),
  ...(access.publishes === undefined ? [] : [`${folder} --> bus`]),
  ...(access.sends ?? []).map((queue) => `${folder} --> ${queue === 'callbacks' ? 'callbacks' : 'work'}`),
];

const draw = async (): Promise<string> => {
  const routes = await readRoutes();
  const triggers = await readTriggers();
  const tags = [...new Set(routes.map(([, { tag }]) => tag))].sort();
  const groups = tags.map((tag) => {
    const members = routes.filter(([, route]) => route.tag === tag);
    return {
      id: `api_${node(tag)}`,
      lines: members.map(([folder, route]) => folder + (route.perConnector === true ? ' (per marketplace)' : '')),
      arrows: [...new Set(members.flatMap(([, route]) => changesOf(`api_${node(tag)}`, route)))],
      tag,
    };
  });
  const takesPushes = routes.some(([, { auth }]) => auth === 'signed');
  const calls = triggers.filter(([, { access }]) => access.apps !== undefined);
  return [
    'flowchart LR',
    'people([Officers and owners]) --> api',
    'people -- "photo, presigned" --> photos',
    ...(takesPushes ? ['marketplaces([Marketplaces]) -- "signed push" --> api'] : ['marketplaces([Marketplaces])']),
    'subgraph api[HTTP API]',
    ...groups.map(({ id, tag, lines }) => `${id}["<b>${tag}</b><br/>${lines.join('<br/>')}"]`),
    'end',
    ...Object.values(tables),
    'photos[(photo bucket)]',
    'bus{{event bus}}',
    'work[/"work queue<br/><i>one per marketplace</i>"/]',
    ...(takesPushes ? ['callbacks[/"callback queue<br/><i>one per marketplace</i>"/]'] : []),
    ...(triggers.some(([, { trigger }]) => trigger.kind === 'schedule') ? ['clock((clock))'] : []),
    ...(triggers.some(([, { trigger }]) => trigger.kind === 'sign-in') ? ['signIn([sign-in])'] : []),
    ...triggers.map(([folder, spec]) => `${node(folder)}["${folder}${copies(spec)}"]`),
    ...groups.flatMap(({ arrows }) => arrows),
    ...triggers.flatMap(startsOf),
    ...triggers.flatMap(([folder, spec]) => changesOf(node(folder), spec)),
    'bus -- "listing.due" --> work',
    ...calls.map(([folder]) => `${node(folder)} <--> marketplaces`),
  ].join('\n  ');
};

const startWords = ({ trigger }: TriggerSpec): string => {
  switch (trigger.kind) {
    case 'stream':
      return `changes of ${trigger.tables.join(' and ')}`;
    case 'events':
      return trigger.types.map((type) => `\`${type}\``).join(', ');
    case 'objects':
      return `objects under \`${trigger.prefix}\``;
    case 'queue':
      return `${trigger.queue} queue`;
    case 'schedule':
      return `every ${trigger.everyMinutes} min`;
    case 'sign-in':
      return 'sign-in';
  }
};

const toPage = async (): Promise<string> => {
  const routes = await readRoutes();
  const triggers = await readTriggers();
  return `# Architecture

The service takes a small manufacturer from a government register to live listings on marketplaces, and keeps those listings
true. It runs on AWS from the stacks in \`infra/\`, and on one computer from the same synthesized templates (\`local/\`).

\`\`\`mermaid
${await draw()}
\`\`\`

**How to read it.** Functions of the API only write state. A change stream carries each change to \`publish-changes\`, the only
publisher ([ADR 1](adr/0001-events-from-the-change-stream.md)); what happened goes over the bus to whoever it concerns. A listing has two halves, what is wanted
and what was observed, and a function per marketplace closes the gap ([ADR 2](adr/0002-wanted-and-observed.md)). Every arrow below the API may
carry a thing twice or late, so each consumer decides on the state it reads, never on the message.

## Who may know whom

| room | knows | of others |
| --- | --- | --- |
| \`events/\` | contracts of what happened | zod |
| \`shared/domain/\` | rules, states, ports | zod |
| \`shared/tabular/\` | tables in files | the domain's cell |
| \`connectors/<name>/\` | one marketplace | its contract, the domain's words |
| \`shared/persistence/\`, \`shared/messaging/\` | adapters | domain, events |
| \`functions/\` | one use case each | all of these, never each other |
| \`infra/\` | stacks | specs, contracts and lists, as plain data |
| \`local/\` | AWS on one computer | the templates and the simulators |

\`.dependency-cruiser.cjs\` holds this law, \`test/unit/architecture.test.ts\` shows that each of its rules can fail.

## Functions that something other than the API starts

| function | started by | when it fails |
| --- | --- | --- |
${triggers.map(([folder, spec]) => `| \`${folder}\` | ${startWords(spec)} | ${spec.impact} |`).join('\n')}

## Functions of the API

| function | route | does | when it fails |
| --- | --- | --- | --- |
${routes
  .map(
    ([folder, { method, paths, summary, impact }]) =>
      `| \`${folder}\` | ${paths.map((path) => `${method} \`${path}\``).join('<br>')} | ${summary} | ${impact} |`,
  )
  .join('\n')}

## Events

${catalog.length} contracts, listed in [events/README.md](../events/README.md).

This page is generated by \`npm run generate\`.
`;
};

const run = async (): Promise<void> => {
  const text = await format(await toPage(), { parser: 'markdown', printWidth: 120, singleQuote: true });
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
    return;
  }
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error(`out of date, run npm run generate: ${relative(root, target)}`);
    process.exitCode = 1;
  }
};

await run();
