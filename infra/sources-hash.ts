import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..');

/** Everything a bundle or a template is made of. Simulators and fixtures are not: they are never deployed. */
const sources = ['functions', 'shared', 'connectors', 'events', 'infra', 'package.json', 'package-lock.json'];
const notDeployed = new Set(['simulator', 'fixtures', 'schemas']);

const filesBelow = (path: string): readonly string[] =>
  readdirSync(join(projectRoot, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) return notDeployed.has(entry.name) ? [] : filesBelow(child);
      return entry.name.endsWith('.md') ? [] : [child];
    });

/** SHA-256 (hex) over the deployed sources, their paths, the lock file and the Node version. */
export const sourcesHash = (): string => {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    if (!existsSync(join(projectRoot, source))) continue;
    for (const file of source.includes('.') ? [source] : filesBelow(source)) {
      hash.update(`\0${file}\0`).update(readFileSync(join(projectRoot, file)));
    }
  }
  return hash.digest('hex');
};

/** The file in an assembly that says what it was made from. */
const stampFile = (assembly: string): string => join(assembly, 'sources.json');
const stampOf = (options: Readonly<Record<string, string>>): string =>
  JSON.stringify({ sources: sourcesHash(), options });

/** True when the assembly in this directory was made from the present sources with the same options. */
export const isAssemblyCurrent = (assembly: string, options: Readonly<Record<string, string>>): boolean =>
  existsSync(join(assembly, 'manifest.json')) &&
  existsSync(stampFile(assembly)) &&
  readFileSync(stampFile(assembly), 'utf8') === stampOf(options);

/** Marks an assembly as made from the present sources. */
export const stampAssembly = (assembly: string, options: Readonly<Record<string, string>>): void =>
  writeFileSync(stampFile(assembly), stampOf(options));
