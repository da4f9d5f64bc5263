import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import * as z from 'zod';
import { connectors, getsCopy, marketplaces } from '../connectors/registry.ts';
import { connectorParts } from '../shared/config/function-spec.ts';
import { projectRoot, sourcesHash } from './sources-hash.ts';

/** Modules with a native part: they stay outside the bundle and travel beside it, with their own binaries. */
const nativeModules = ['sharp'];

const bundleSchema = z.strictObject({
  /** Deployed name: the folder, with the connector's name behind it when each connector gets its own copy. */
  name: z.string(),
  folder: z.string(),
  connector: z.string().optional(),
  /** Directory of `index.js`, ready to be an asset. */
  directory: z.string(),
  /** Most that is loaded for one request: `index.js`, what it brings, and the largest connector it loads by name. */
  bytes: z.int(),
  /** SHA-256 (hex) of all that is in the directory. */
  hash: z.string(),
  /** True when it carries the S3 client, which has its own limit of size. */
  usesS3: z.boolean(),
  /** True when it loads marketplaces' code by name. */
  servesAll: z.boolean(),
  /** True when it carries a native module, so that it runs on one CPU architecture only. */
  native: z.boolean(),
});
/** One function, bundled. */
export type Bundle = z.infer<typeof bundleSchema>;

const cacheSchema = z.strictObject({ sources: z.string(), bundles: z.array(bundleSchema) });
const specSchema = z.looseObject({
  perConnector: z.literal(true).optional(),
  onlyWith: z.enum(connectorParts).optional(),
});
const specModuleSchema = z.union([z.looseObject({ route: specSchema }), z.looseObject({ trigger: specSchema })]);

/** Where a native module's binaries come from: this computer's own, or those that Lambda runs (x86_64). */
export type NativeTarget = 'host' | 'lambda';

/** Folders of functions that have both their spec and their handler, in order. */
export const functionFolders = (): readonly string[] =>
  readdirSync(join(projectRoot, 'functions'))
    .filter(
      (folder) => specFile(folder) !== undefined && existsSync(join(projectRoot, 'functions', folder, 'handler.ts')),
    )
    .sort();

const specFile = (folder: string): string | undefined =>
  ['route.ts', 'trigger.ts']
    .map((file) => join(projectRoot, 'functions', folder, file))
    .find((file) => existsSync(file));

const readSpec = async (folder: string): Promise<z.infer<typeof specSchema>> => {
  const file = specFile(folder);
  if (file === undefined) return {};
  const spec = specModuleSchema.parse(await import(pathToFileURL(file).href));
  return z
    .union([
      z.object({ route: specSchema }).transform((m) => m.route),
      z.object({ trigger: specSchema }).transform((m) => m.trigger),
    ])
    .parse(spec);
};

interface Entry {
  readonly name: string;
  readonly folder: string;
  readonly connector?: string;
}

const entriesOf = async (folder: string): Promise<readonly Entry[]> => {
  const spec = await readSpec(folder);
  if (spec.perConnector !== true) return [{ name: folder, folder }];
  return connectors
    .filter((connector) => getsCopy(connector, spec))
    .map(({ name }) => ({ name: `${folder}-${name}`, folder, connector: name }));
};

const camelCase = (kebab: string): string => kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The entry of a connector's copy binds the function to its one connector, so that no other is in its bundle. */
const connectorEntries: Plugin = {
  name: 'connector-entries',
  setup: (esbuild) => {
    esbuild.onResolve({ filter: /^per-connector:/ }, ({ path }) => ({ path, namespace: 'per-connector' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'per-connector' }, ({ path }) => {
      const [, folder = '', connector = ''] = path.split(':');
      const binding = camelCase(connector);
      return {
        loader: 'ts',
        resolveDir: projectRoot,
        contents:
          `import { ${binding} } from './connectors/${connector}/index.ts';\n` +
          `import { createHandler } from './functions/${folder}/handler.ts';\n` +
          `export const handler = createHandler(${binding});\n`,
      };
    });
  },
};

/**
 * The registry as functions have it: what is known of each marketplace as plain data, and each connector's code behind an
 * import of its own.
 */
const lazyRegistry: Plugin = {
  name: 'lazy-registry',
  setup: (esbuild) => {
    esbuild.onResolve({ filter: /connectors\/registry\.ts$/ }, () => ({
      path: 'registry',
      namespace: 'lazy-registry',
    }));
    esbuild.onLoad({ filter: /.*/, namespace: 'lazy-registry' }, () => ({
      loader: 'ts',
      resolveDir: projectRoot,
      contents:
        `export const marketplaces = ${JSON.stringify(marketplaces)};\n` +
        `const loaders = {${connectors
          .map(
            ({ name }) => `'${name}': async () => (await import('./connectors/${name}/index.ts')).${camelCase(name)}`,
          )
          .join(', ')}};\n` +
        'export const loadConnector = async (name) => Object.hasOwn(loaders, name) ? loaders[name]() : undefined;\n',
    }));
  },
};

const options = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  external: nativeModules,
  alias: {
    '@aws-sdk/credential-provider-node': fileURLToPath(new URL('./lambda-credentials.ts', import.meta.url)),
    '@aws-sdk/endpoint-cache': fileURLToPath(new URL('./no-endpoint-cache.ts', import.meta.url)),
  },
  plugins: [connectorEntries, lazyRegistry],
  metafile: true,
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** Whether an output carries more than one marketplace. */
const servesAll = (output: Metafile['outputs'][string]): boolean =>
  connectors.filter(({ name }) => `connectors/${name}/index.ts` in output.inputs).length > 1;

/**
 * Bundles a function that serves all marketplaces anew, each connector in a file of its own. Only ESM can be split, and
 * CommonJS loads faster, so the parts are turned into CommonJS one by one.
 * @returns the bytes that one request may have to load.
 */
const splitByConnector = async (folder: string, directory: string): Promise<number> => {
  const { metafile, outputFiles } = await build({
    ...options,
    entryPoints: [{ in: `functions/${folder}/handler.ts`, out: 'index' }],
    outdir: directory,
    format: 'esm',
    splitting: true,
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      minify: true,
      supported: { 'dynamic-import': false },
    });
    writeFileSync(path, code);
  }
  const loadedWith = (path: string, seen: Set<string>): Set<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const { path: next, kind, external } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) loadedWith(next, seen);
    return seen;
  };
  const bytesOf = (paths: Iterable<string>): number =>
    [...paths].reduce((sum, path) => sum + (metafile.outputs[path]?.bytes ?? 0), 0);
  const index = relative(projectRoot, join(directory, 'index.js'));
  const atOnce = loadedWith(index, new Set());
  const byName = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ kind }) => kind === 'dynamic-import')
    .map(({ path }) => bytesOf(loadedWith(path, new Set(atOnce))));
  return Math.max(bytesOf(atOnce), ...byName);
};

/**
 * Bundles every function in one esbuild pass: CommonJS (loads faster than ESM, whose `node:http` facade pulls in all of
 * undici), the SDK's `module` builds, everything inside but native modules. Reused while the sources are unchanged.
 * @throws Error in one line when a source does not build, or a native binary is not installed.
 */
export const bundleFunctions = async (target: NativeTarget): Promise<readonly Bundle[]> => {
  const outdir = join(projectRoot, '.build', target === 'host' ? 'functions' : 'functions-lambda');
  const cacheFile = join(outdir, 'bundles.json');
  const sources = sourcesHash();
  const cached = existsSync(cacheFile) ? cacheSchema.safeParse(JSON.parse(readFileSync(cacheFile, 'utf8'))) : undefined;
  if (cached?.success === true && cached.data.sources === sources) return cached.data.bundles;

  const entries = (await Promise.all(functionFolders().map(entriesOf))).flat();
  // Made aside and then put in place, as two processes may bundle at the same time.
  const making = `${outdir}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  const { metafile } = await build({
    ...options,
    entryPoints: entries.map(({ name, folder, connector }) => ({
      in: connector === undefined ? `functions/${folder}/handler.ts` : `per-connector:${folder}:${connector}`,
      out: `${name}/index`,
    })),
    outdir: making,
    format: 'cjs',
  }).catch((fault: unknown) => {
    throw new Error(`bundling: ${fault instanceof Error ? fault.message : String(fault)}`, { cause: fault });
  });

  const bundleOf = async (entry: Entry): Promise<Bundle> => {
    const directory = join(making, entry.name);
    const output = metafile.outputs[relative(projectRoot, join(directory, 'index.js'))];
    if (output === undefined) throw new Error(`bundling: ${entry.name} has no output`);
    const native = nativeModules.filter((module) =>
      output.imports.some(({ path, external }) => external && path === module),
    );
    const usesS3 = Object.keys(output.inputs).some((input) => input.includes('node_modules/@aws-sdk/client-s3/'));
    // Without it Node takes index.js for ESM, as the project's own package.json says.
    writeFileSync(join(directory, 'package.json'), '{"type":"commonjs"}\n');
    const versions = native.flatMap((module) => copyModule(module, target, directory));
    const isForAll = servesAll(output);
    const bytes = isForAll ? await splitByConnector(entry.folder, directory) : output.bytes;
    const hash = createHash('sha256').update(versions.join());
    for (const file of readdirSync(directory).sort())
      if (file.endsWith('.js')) hash.update(readFileSync(join(directory, file)));
    return {
      ...entry,
      directory: join(outdir, entry.name),
      bytes,
      hash: hash.digest('hex'),
      native: native.length > 0,
      usesS3,
      servesAll: isForAll,
    };
  };
  const bundles = await Promise.all(entries.map(bundleOf));
  writeFileSync(join(making, 'bundles.json'), JSON.stringify({ sources, bundles }));
  rmSync(outdir, { recursive: true, force: true });
  renameSync(making, outdir);
  return bundles;
};

const packageSchema = z.looseObject({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

/** Copies an installed module and what it needs; answers `name@version` of each. */
const copyModule = (name: string, target: NativeTarget, directory: string): readonly string[] => {
  const from = join(projectRoot, 'node_modules', name);
  const to = join(directory, 'node_modules', name);
  if (existsSync(to)) return [];
  const {
    version,
    dependencies = {},
    optionalDependencies = {},
  } = packageSchema.parse(JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')));
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.md') && !path.includes(`${name}/src/`) });
  const binaries = Object.keys(optionalDependencies).filter((binary) => isWanted(binary, target));
  return [
    `${name}@${version}`,
    ...[...Object.keys(dependencies), ...binaries].flatMap((next) => copyModule(next, target, directory)),
  ];
};

/** npm has installed the binaries of this computer only; Lambda's are those of 64-bit Linux with glibc. */
const isWanted = (binary: string, target: NativeTarget): boolean => {
  const isInstalled = existsSync(join(projectRoot, 'node_modules', binary));
  if (target === 'host') return isInstalled;
  if (!binary.endsWith('-linux-x64')) return false;
  if (!isInstalled)
    throw new Error(`${binary} is missing: npm install --no-save --os=linux --cpu=x64 --libc=glibc sharp`);
  return true;
};
