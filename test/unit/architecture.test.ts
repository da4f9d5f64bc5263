import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const rooms = ['infra', 'functions', 'shared', 'connectors', 'events', 'local', 'scripts', 'test'];

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});
const cruise = (folder: string) => {
  const there = new Set(readdirSync(folder));
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms.filter((room) => there.has(room))],
    { cwd: folder, encoding: 'utf8', maxBuffer: 200_000_000 },
  );
  return Report.parse(JSON.parse(stdout)).summary;
};

/** For each rule: a file that breaks it, and what it imports. */
const breaches: Readonly<Record<string, readonly (readonly [file: string, imports: string])[]>> = {
  'events-know-zod-only': [
    ['events/thing-done.v1.ts', '../shared/domain/ids.ts'],
    ['events/thing-hashed.v1.ts', 'node:crypto'],
  ],
  'domain-is-pure': [
    ['shared/domain/thing.ts', '../config/env.ts'],
    ['shared/domain/clocked.ts', 'node:timers'],
    ['shared/domain/stored.ts', '@aws-sdk/client-dynamodb'],
  ],
  'tables-are-files-only': [
    ['shared/tabular/thing.ts', '../domain/ids.ts'],
    ['shared/tabular/stored.ts', '@aws-sdk/client-s3'],
  ],
  'connector-knows-its-contract': [
    ['connectors/alpha/index.ts', '../beta/sign.ts'],
    ['connectors/alpha/client.ts', '@aws-sdk/client-sqs'],
    ['connectors/alpha/map.ts', '../../shared/persistence/keys.ts'],
  ],
  'simulator-stands-apart': [['connectors/alpha/simulator/index.ts', '../sign.ts']],
  'connector-ignores-its-simulator': [['connectors/alpha/cheat.ts', './simulator/store.ts']],
  'connector-contract-knows-domain-only': [['connectors/registry.ts', '../shared/config/env.ts']],
  'adapters-know-domain-and-events': [['shared/persistence/thing.dynamo.ts', '../../functions/save-thing/use-case.ts']],
  'middleware-knows-no-table': [['shared/middleware/http.ts', '../persistence/keys.ts']],
  'functions-stand-alone': [['functions/get-thing/use-case.ts', '../save-thing/use-case.ts']],
  'functions-know-connectors-by-contract': [['functions/push-thing/handler.ts', '../../connectors/beta/sign.ts']],
  'use-case-knows-no-aws': [
    ['functions/save-thing/use-case.ts', 'aws-lambda'],
    ['functions/bad-thing/use-case.ts', '../../shared/persistence/keys.ts'],
  ],
  'spec-is-plain-data': [['functions/save-thing/route.ts', '../../shared/persistence/keys.ts']],
  'middy-stays-in-the-pipelines': [['functions/get-thing/handler.ts', '@middy/core']],
  'aws-stays-at-the-edge': [['functions/get-thing/lookup.ts', '@aws-sdk/client-s3']],
  'product-ignores-what-runs-it': [['shared/config/where.ts', '../../local/main.ts']],
  'infra-reads-plain-data': [['infra/app.ts', '../functions/get-thing/handler.ts']],
  'local-runs-templates': [['local/main.ts', '../functions/get-thing/handler.ts']],
  'nobody-imports-tests': [['scripts/shortcut.ts', '../test/builders/thing.ts']],
  'no-cycles': [['shared/config/env.ts', './back.ts']],
  'nothing-unresolvable': [['scripts/lost.ts', './nowhere.ts']],
  'no-tool-in-the-product': [['shared/observability/tool.ts', 'fast-check']],
  'nothing-undeclared': [['scripts/borrowed.ts', 'semver']],
};
/** What the breaches lead to, when it breaks no rule itself. */
const innocent = [
  'shared/domain/ids.ts',
  'shared/persistence/keys.ts',
  'connectors/beta/sign.ts',
  'connectors/alpha/sign.ts',
  'connectors/alpha/simulator/store.ts',
  'test/builders/thing.ts',
];

describe('the import law', () => {
  const broken = mkdtempSync(join(tmpdir(), 'import-law-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(broken, file)), { recursive: true });
    writeFileSync(join(broken, file), text);
  };
  let violations: z.infer<typeof Report>['summary']['violations'] = [];
  let rules: readonly string[] = [];

  beforeAll(() => {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(root, file), join(broken, file));
    symlinkSync(join(root, 'node_modules'), join(broken, 'node_modules'));
    for (const file of innocent) write(file, 'export const x = 1;\n');
    write('shared/config/back.ts', "import * as it from './env.ts';\nexport const x = () => it;\n");
    for (const [file, imports] of Object.values(breaches).flat()) {
      write(file, `import * as it from '${imports}';\nexport const x = () => it;\n`);
    }
    const summary = cruise(broken);
    violations = summary.violations;
    rules = summary.ruleSetUsed.forbidden.map(({ name }) => name);
  });
  afterAll(() => {
    rmSync(broken, { recursive: true });
  });

  test('is kept', () => {
    expect(cruise(root).violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  test('has a breach for each of its rules', () => {
    expect([...rules].sort()).toEqual(Object.keys(breaches).sort());
  });

  test.each(Object.entries(breaches))('notices a breach of %s', (rule, files) => {
    for (const [file, imports] of files) {
      // a cycle is told once, at one of its files
      const found = violations.filter(({ from, to }) => from === file || to === file).map((each) => each.rule.name);
      expect([file, imports, found]).toEqual([file, imports, expect.arrayContaining([rule])]);
    }
  });

  test('lets innocent files be', () => {
    expect(violations.filter(({ from }) => innocent.includes(from))).toEqual([]);
  });
});
