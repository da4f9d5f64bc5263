import { plainName } from '../../product/questions.ts';
import { regionNameOf } from '../../region/region-names.ts';
import { isKnownRegion, regionsBelow } from '../../region/region.ts';
import type { Filled } from './clean.ts';
import { createGuess, type nearest } from './near.ts';

/** Plain names → codes of kabupaten and kota; some names ("malang") stand for two. */
type Names = ReadonlyMap<string, readonly string[]>;

const shortened = (name: string): string =>
  name
    .replace(/^(kab|kabupaten)\b/, 'kabupaten')
    .replace(/^(kota|kodya|kotamadya|kotamadia)\b/, 'kota')
    .replace(/\b(administrasi|adm|administratif)\s/, '')
    .replace(/\bkep\b/, 'kepulauan')
    .replace(
      /^(.*) (kota|kabupaten|kab)$/,
      (_, rest: string, kind: string) => `${kind === 'kota' ? 'kota' : 'kabupaten'} ${rest}`,
    );

const namesOf = (code: string): readonly string[] => {
  const name = shortened(plainName(regionNameOf(code)));
  return [name, name.replace(/^(kota|kabupaten) /, '')];
};

const indexed = (codes: readonly string[], names: (code: string) => readonly string[]): Names => {
  const found = new Map<string, string[]>();
  for (const code of codes) {
    for (const name of new Set(names(code))) found.set(name, [...(found.get(name) ?? []), code]);
  }
  return found;
};

/** Ways of naming a province beside its full name. */
const provinceNames: Readonly<Record<string, readonly string[]>> = {
  '12': ['sumut'],
  '13': ['sumbar'],
  '16': ['sumsel'],
  '21': ['kepri'],
  '31': ['dki jakarta', 'dki', 'jakarta', 'dkj', 'daerah khusus jakarta'],
  '32': ['jabar'],
  '33': ['jateng'],
  '34': ['diy', 'di yogyakarta', 'yogyakarta', 'jogja', 'jogjakarta'],
  '35': ['jatim'],
  '52': ['ntb'],
  '53': ['ntt'],
  '61': ['kalbar'],
  '62': ['kalteng'],
  '63': ['kalsel'],
  '64': ['kaltim'],
  '65': ['kaltara'],
  '71': ['sulut'],
  '72': ['sulteng'],
  '73': ['sulsel'],
  '74': ['sultra'],
  '76': ['sulbar'],
  '82': ['malut'],
};

let places: Names | undefined;
let provinces: Names | undefined;

const provinceOf = (text: string): string | undefined => {
  provinces ??= indexed(regionsBelow(''), (code) => [plainName(regionNameOf(code)), ...(provinceNames[code] ?? [])]);
  const name = plainName(text).replace(/^prov(insi)? /, '');
  return provinces.get(name)?.[0] ?? (/^\d{2}$/.test(name) && isKnownRegion(name) ? name : undefined);
};

/** A dotted code of digits however they are dotted: `3573`, `35.73.02`, `35 73`; a number 35.7 lost its last 0. */
const codeOf = (cell: Filled): string | undefined => {
  const text =
    typeof cell === 'string' ? cell : Number.isInteger(cell.value) ? String(cell.value) : cell.value.toFixed(2);
  const digits = text.replace(/[.\s-]/g, '');
  if (!/^(\d{4}|\d{6}|\d{10})$/.test(digits)) return undefined;
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)]
    .filter((part) => part !== '')
    .join('.');
};

/** What a cell names: a code, several places of that name, the nearest names of a misspelt one, or nothing we know. */
export type Place =
  { readonly code: string } | { readonly several: readonly string[] } | { readonly near: string } | 'unknown';

const lookUp = (text: string, province: string | undefined, guess: typeof nearest): Place => {
  places ??= indexed(regionsBelow('').flatMap(regionsBelow), namesOf);
  const within = province === undefined ? undefined : provinceOf(province);
  const name = shortened(plainName(text.split(',')[0] ?? ''));
  const all = places.get(name) ?? [];
  const codes = within === undefined ? all : all.filter((code) => code.startsWith(within));
  const [first] = codes.length === 0 ? all : codes;
  if (first !== undefined) {
    // a province that does not fit is no reason to doubt the only place of that name
    return codes.length < 2 && (codes.length === 1 || all.length === 1)
      ? { code: first }
      : { several: codes.length > 0 ? codes : all };
  }
  const near = guess(name, places.keys());
  const [meant] = near === undefined ? [] : (places.get(near) ?? []);
  return meant === undefined ? 'unknown' : { near: meant };
};

/** Cells of this column repeat: as many different ones are remembered as there are kabupaten and kota, and some. */
const mostRemembered = 2000;

/** Finds the kabupaten/kota (or, by code, the kecamatan or desa) that cells name; the province, where given, decides. */
export const placeFinder = (): ((cell: Filled, province?: string) => Place) => {
  const known = new Map<string, Place>();
  const guess = createGuess();
  return (cell, province) => {
    const key = `${typeof cell === 'string' ? cell : String(cell.value)}|${province ?? ''}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const code = codeOf(cell);
    const place: Place =
      code === undefined
        ? typeof cell === 'string'
          ? lookUp(cell, province, guess)
          : 'unknown'
        : isKnownRegion(code)
          ? { code }
          : 'unknown';
    if (known.size < mostRemembered) known.set(key, place);
    return place;
  };
};
