/** Writes shared/domain/region/regions.gen.ts and region-names.gen.ts from the region list of the idn-area-data package. */
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const read = (name: string): string[] =>
  readFileSync(new URL(`../node_modules/idn-area-data/data/${name}.csv`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => /^[\d.]+(?=,)/.exec(line) ?? []);

/** `[1, 2, 3, 7]` → `1+2 7`: each run by its distance from the end of the one before, and its length. */
const runs = (numbers: readonly number[]): string => {
  const found: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = found.at(-1);
    if (run?.last === number - 1) run.last = number;
    else found.push({ first: number, last: number });
  }
  return found
    .map(({ first, last }, n) => {
      const step = first - (found[n - 1]?.last ?? 0);
      return last === first ? step.toString(36) : `${step.toString(36)}+${(last - first).toString(36)}`;
    })
    .join(' ');
};

/** `11.01.01,11.01,Bakongan` → code and name; quotes stand only around names with a comma. */
const named = (name: string): readonly (readonly [code: string, name: string])[] =>
  readFileSync(new URL(`../node_modules/idn-area-data/data/${name}.csv`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, code = '', rest = ''] = /^([\d.]+),[\d.]+,(.+?)\r?$/.exec(line) ?? [];
      return code === '' ? [] : [[code, rest.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')] as const];
    });

const namesBelow = new Map<string, string[]>();
for (const [code, name] of ['districts', 'villages'].flatMap(named).sort(([a], [b]) => (a < b ? -1 : 1))) {
  const parent = code.slice(0, code.lastIndexOf('.'));
  namesBelow.set(parent, [...(namesBelow.get(parent) ?? []), name]);
}

const children = new Map<string, number[]>();
const codes = ['provinces', 'regencies', 'districts', 'villages'].flatMap(read).sort();
for (const code of codes) {
  const at = code.lastIndexOf('.');
  const parent = at < 0 ? '' : code.slice(0, at);
  children.set(parent, [...(children.get(parent) ?? []), Number(code.slice(at + 1))]);
}

const bySize = (level: number): string =>
  [...children]
    .filter(([parent]) => (parent === '' ? 0 : parent.split('.').length) === level)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, numbers]) => runs(numbers))
    .join('\n');

// parents without children would shift the lines below them
const parents = codes.filter((code) => code.length < 13);
const barren = parents.filter((code) => !children.has(code));
if (barren.length > 0) throw new Error(`regions without any below them: ${barren.join(', ')}`);

const text = [0, 1, 2, 3].map(bySize).join('\n\n');
const pack = (plain: string): string =>
  brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }).toString('base64');
const packed = pack(text);

writeFileSync(
  new URL('../shared/domain/region/regions.gen.ts', import.meta.url),
  `/**
 * Codes of Indonesia's administrative regions (Kepmendagri 300.2.2-2430/2025), packed by scripts/generate-regions.ts from
 * idn-area-data 4.0.1 (https://github.com/fityannugroho/idn-area-data), whose data are under the Open Database License
 * (ODbL) 1.0: this list, derived from it, is offered under the same licence. Do not edit.
 */
export const packedRegions =
  '${packed}';
`,
);
/** `11.01,11,Kabupaten Aceh Selatan` → `11.01 Kabupaten Aceh Selatan`; no name has a comma. */
const names = ['provinces', 'regencies']
  .flatMap((name) =>
    readFileSync(new URL(`../node_modules/idn-area-data/data/${name}.csv`, import.meta.url), 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== ''),
  )
  .map((line) => {
    const cells = line.split(',');
    return `${cells[0] ?? ''} ${cells.at(-1)?.trim() ?? ''}`;
  })
  .sort()
  .join('\n');

writeFileSync(
  new URL('../shared/domain/region/region-names.gen.ts', import.meta.url),
  `/**
 * Names of Indonesia's provinces, kabupaten and kota by code (Kepmendagri 300.2.2-2430/2025), packed by
 * scripts/generate-regions.ts from idn-area-data 4.0.1 (https://github.com/fityannugroho/idn-area-data), whose data are under
 * the Open Database License (ODbL) 1.0: this list, derived from it, is offered under the same licence. Do not edit.
 */
export const packedRegionNames =
  '${pack(names)}';
`,
);
/** Names of what lies below each kabupaten, kota and kecamatan, a line each in the order of the codes; no name has a bar. */
const belowLines = [...children.keys()]
  .filter((parent) => parent.length === 5 || parent.length === 8)
  .sort()
  .map((parent) => namesBelow.get(parent)?.join('|') ?? '')
  .join('\n');

writeFileSync(
  new URL('../functions/list-regions/names.gen.ts', import.meta.url),
  `/**
 * Names of Indonesia's kecamatan, desa and kelurahan in the order of their codes (Kepmendagri 300.2.2-2430/2025), packed by
 * scripts/generate-regions.ts from idn-area-data 4.0.1 (https://github.com/fityannugroho/idn-area-data), whose data are under
 * the Open Database License (ODbL) 1.0: this list, derived from it, is offered under the same licence. Do not edit.
 */
export const packedNames =
  '${pack(belowLines)}';
`,
);
console.log(`${codes.length} codes, ${text.length} characters, packed ${packed.length}`);
