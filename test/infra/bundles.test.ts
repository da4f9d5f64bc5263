import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildApp } from '../../infra/app.ts';
import { bundleFunctions, type Bundle } from '../../infra/bundle.ts';
import { localStage } from '../../infra/stages.ts';
import { ofType, readTemplates, type Json } from './template.ts';

const run = promisify(execFile);
const assembly = mkdtempSync(join(tmpdir(), 'ikm-bundles-'));
let bundles: readonly Bundle[];
let environments: ReadonlyMap<string, Record<string, string>>;

/** The value of a template's expression, with something that looks right for what only a deployment knows. */
const filled = (value: Json): string => {
  if (typeof value === 'string') return value;
  const join = value['Fn::Join'];
  return join === undefined ? 'https://known-later.example' : join[1].map(filled).join(join[0]);
};

beforeAll(async () => {
  bundles = await bundleFunctions('host');
  buildApp([localStage('http://localhost:8080')], bundles, assembly).synth();
  environments = new Map(
    ofType(readTemplates(assembly), 'AWS::Lambda::Function').map(({ properties }) => [
      String(properties['FunctionName']).replace('ikm-local-', ''),
      Object.fromEntries(
        Object.entries<Json>(properties['Environment'].Variables).map(([name, value]) => [name, filled(value)]),
      ),
    ]),
  );
});
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

/** Loads a bundle in a process of its own as Lambda does; the kind of its handler, or why it does not load. */
const load = async ({ name, directory }: Bundle): Promise<string> => {
  const script = `process.stdout.write(typeof require(${JSON.stringify(join(directory, 'index.js'))}).handler)`;
  const env = { ...environments.get(name), AWS_REGION: 'ap-southeast-3', PATH: process.env['PATH'] };
  return run(process.execPath, ['--input-type=commonjs', '-e', script], { env }).then(
    ({ stdout }) => `${name}: ${stdout}`,
    (fault: unknown) => `${name}: ${(fault as { stderr: string }).stderr.slice(-600)}`,
  );
};

test('every bundle loads with exactly the environment its template gives it', async () => {
  const loaded: string[] = [];
  for (let index = 0; index < bundles.length; index += 4) {
    loaded.push(...(await Promise.all(bundles.slice(index, index + 4).map(load))));
  }
  expect(loaded).toEqual(bundles.map(({ name }) => `${name}: function`));
});

test('sharp travels beside the two functions that look at photos, and nowhere else', () => {
  expect(bundles.filter(({ native }) => native).map(({ name }) => name)).toEqual([
    'fetch-shop-photos',
    'process-photo',
  ]);
});

test.each(['fetch-shop-photos', 'process-photo'])('%s finds its own copy of sharp, not the project’s', async (of) => {
  const { directory } = bundles.find(({ name }) => name === of)!;
  const script = `process.stdout.write(require.resolve('sharp', { paths: [${JSON.stringify(directory)}] }))`;
  const { stdout } = await run(process.execPath, ['--input-type=commonjs', '-e', script]);
  expect(stdout.startsWith(join(directory, 'node_modules/sharp/'))).toBe(true);
});

/** Most that a function loads for one request, in bytes. Nobody waits for a worker's first message. */
const mostBytes = ({ folder, usesS3, servesAll }: Bundle): number => {
  // readers and writers of CSV, XLSX and ZIP files
  if (folder === 'run-import') return 900_000;
  if (!existsSync(join('functions', folder, 'route.ts'))) return 800_000;
  if (usesS3) return 750_000;
  // the names of all villages
  if (folder === 'list-regions') return 850_000;
  // the heaviest marketplace, loaded by name, included
  return servesAll ? 560_000 : 520_000;
};

test('a function loads little: 520 kB, 750 kB with S3, 560 kB with a marketplace loaded by name', () => {
  const tooBig = bundles
    .filter((bundle) => !bundle.native && bundle.bytes > mostBytes(bundle))
    .map(({ name, bytes }) => `${name}: ${bytes}`);
  expect(tooBig).toEqual([]);
});
