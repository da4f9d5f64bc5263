/**
 * How long a function takes to load, in fresh processes, beside the same handler built the common way: ESM, zod by its
 * named import, the SDK's default main fields and credential chain. `npm run bench -- bundles [FUNCTION…]`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundleFunctions, type Bundle } from '../../infra/bundle.ts';
import { projectRoot } from '../../infra/sources-hash.ts';

const rounds = 15;
const bar = 0.75;

/** What handlers may ask for when they are wired. Nothing is called, so the values need only look right. */
const environment = {
  STAGE: 'bench',
  LOG_LEVEL: 'ERROR',
  AWS_REGION: 'ap-southeast-3',
  TABLE_REGISTER: 'register',
  TABLE_LISTINGS: 'listings',
  PHOTO_BUCKET: 'photos',
  IDENTITY_KEY_ID: 'identity',
  SEAL_KEY_ID: 'seal',
  BUS_NAME: 'bus',
  PUBLIC_URL: 'http://localhost',
  APP_SECRET_ID: 'app',
  MARKETPLACE_BASE_URL: 'http://localhost',
  CALLBACK_URL: 'http://localhost/callback',
  REDIRECT_URL: 'http://localhost/redirect',
  MARKETPLACES: '{}',
  WORK_QUEUE_URL: 'http://localhost/work',
  CALLBACK_QUEUE_URL: 'http://localhost/callbacks',
  WORK_QUEUE_URLS: '{}',
};

const namedZod: Plugin = {
  name: 'named-zod',
  setup: (esbuild) => {
    esbuild.onLoad({ filter: /\/(functions|shared|events|connectors)\/.*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll("import * as z from 'zod'", "import { z } from 'zod'"),
    }));
  },
};

/** The baseline: the same handler as most projects would bundle it. */
const buildCommonly = async ({ name, folder }: Bundle, directory: string): Promise<{ file: string; bytes: number }> => {
  const file = join(directory, `${name}.mjs`);
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: [`functions/${folder}/handler.ts`],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    // Without it an ESM bundle of the SDK fails at load: "Dynamic require of node:https".
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [namedZod],
    metafile: true,
    logLevel: 'error',
  });
  return { file, bytes: Object.values(metafile.outputs)[0]?.bytes ?? 0 };
};

/** Milliseconds from nothing loaded to the handler wired, as Lambda loads it: CommonJS required, ESM imported. */
const loadMs = (file: string): number => {
  const load = file.endsWith('.mjs') ? `await import(${JSON.stringify(file)})` : `require(${JSON.stringify(file)})`;
  const script = `(async () => { const from = performance.now(); ${load}; process.stdout.write(String(performance.now() - from)); })()`;
  const answer = execFileSync(process.execPath, ['--input-type=commonjs', '-e', script], {
    encoding: 'utf8',
    env: { ...environment, PATH: process.env['PATH'] },
  });
  return Number(answer);
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const main = async (): Promise<void> => {
  const asked = process.argv.slice(2);
  const bundles = await bundleFunctions('host');
  const measurable = bundles.filter(({ native, connector }) => !native && connector === undefined);
  const chosen = measurable.filter(({ name }) =>
    (asked.length > 0 ? asked : ['save-sentra', 'save-product']).includes(name),
  );
  const directory = mkdtempSync(join(tmpdir(), 'ikm-bench-'));
  try {
    const functions = [];
    for (const bundle of chosen) {
      const common = await buildCommonly(bundle, directory);
      const ours: number[] = [];
      const theirs: number[] = [];
      // Turn by turn, so that a noisy moment of the machine meets both.
      for (let round = 0; round < rounds; round += 1) {
        ours.push(loadMs(join(bundle.directory, 'index.js')));
        theirs.push(loadMs(common.file));
      }
      const [loaded, baseline] = [median(ours), median(theirs)];
      const line = {
        name: bundle.name,
        bytes: bundle.bytes,
        baselineBytes: common.bytes,
        loadMs: Number(loaded.toFixed(1)),
        baselineMs: Number(baseline.toFixed(1)),
        ratio: Number((loaded / baseline).toFixed(2)),
      };
      functions.push(line);
      console.log(
        `${line.name}: ${line.bytes} B in ${line.loadMs} ms; commonly ${line.baselineBytes} B in ${line.baselineMs} ms`,
      );
    }
    const largest = Math.max(...measurable.map(({ bytes }) => bytes));
    const worstRatio = Math.max(...functions.map(({ ratio }) => ratio));
    console.log(
      JSON.stringify({
        bench: 'bundles',
        rounds,
        functions,
        worstRatio,
        bar,
        ok: worstRatio <= bar,
        largestApiBytes: largest,
      }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

await main();
