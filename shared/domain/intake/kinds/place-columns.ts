import { isKnownRegion } from '../../region/region.ts';
import { regionNameOf } from '../../region/region-names.ts';
import { column, raw, rawCell, rawText, type Column } from '../column.ts';
import { choose, clear, fill, quoted, say, type Repair } from '../values/reading.ts';
import { line } from '../values/text.ts';
import type { Draft, Known, World } from './kind.ts';

/** Columns that say where something is. */
export const placeColumns: readonly Column[] = [
  column('@province', 'Provinsi', line(100), {
    synonyms: ['nama provinsi', 'prov', 'propinsi'],
    help: 'Hanya perlu bila nama kabupaten/kota ada di dua provinsi.',
    examples: ['Jawa Timur', 'Jawa Timur', 'Jawa Timur'],
  }),
  column('@region', 'Kabupaten/Kota', raw, {
    synonyms: [
      'kab/kota',
      'kota/kabupaten',
      'kota/kab',
      'kabupaten',
      'kota',
      'nama kabupaten/kota',
      'wilayah',
      'kode wilayah',
      'daerah',
      'kab',
      'kode kab/kota',
      'kabkota',
    ],
    help: 'Nama lengkap (Kota Malang, Kabupaten Malang) atau kode Kemendagri (35.73).',
    examples: ['Kota Malang', 'Kabupaten Malang', '35.73'],
    required: true,
    isText: true,
  }),
  column('@district', 'Kecamatan', raw, {
    synonyms: ['kec', 'nama kecamatan', 'distrik', 'kode kecamatan'],
    help: 'Nama atau kode kecamatan; boleh kosong.',
    examples: ['Blimbing', 'Kepanjen', ''],
    isText: true,
  }),
  column('@village', 'Desa/Kelurahan', raw, {
    synonyms: ['desa', 'kelurahan', 'kel/desa', 'desa/kel', 'kel', 'gampong', 'nagari', 'nama desa', 'kode desa'],
    help: 'Nama atau kode desa/kelurahan; boleh kosong.',
    examples: ['Purwantoro', '', ''],
    isText: true,
  }),
];

/** The column that a rule about a place is reported at. */
export const placeColumnOf = (path: string): string => (path === 'regionCode' ? '@region' : path);

const nearby = (near: Known | undefined, codes: readonly string[]): string | undefined =>
  codes.find((code) => near?.regionCode?.startsWith(code) === true);

/** Finds the region of a row and reports what stands in its way. `near`: the sentra it belongs to. */
export const readPlace = (draft: Draft, world: World, near: Known | undefined): string | undefined => {
  const { values } = draft;
  const district = rawCell(values['@district']);
  const village = rawCell(values['@village']);
  for (const cell of [village, district]) {
    const code =
      cell !== undefined && /\d{6}/.test(rawText(cell)?.replaceAll('.', '') ?? '') ? world.place(cell) : undefined;
    if (code !== undefined && typeof code === 'object' && 'code' in code) return code.code;
  }
  const cell = rawCell(values['@region']);
  const { home } = world.directory;
  if (cell === undefined) return world.sentra?.regionCode ?? home;
  const place = world.place(cell, rawText(values['@province']));
  if (place === 'unknown') {
    const message = say(
      `Wilayah ${quoted(rawText(cell) ?? '')} tidak dikenal.`,
      `There is no region ${quoted(rawText(cell) ?? '')}.`,
    );
    draft.fault('@region', { code: 'unknown-region', message, repair: clear });
    return undefined;
  }
  if ('code' in place) return place.code;
  const text = rawText(cell) ?? '';
  if ('several' in place) {
    // the others are not theirs to name
    if (home !== undefined && place.several.includes(home)) return home;
    const own = nearby(near, place.several);
    const message = say(
      `${quoted(text)} ada lebih dari satu. Tulis lengkap: kabupaten atau kota.`,
      `There are several ${quoted(text)}. Write kabupaten or kota.`,
    );
    const repair = own === undefined ? choose(place.several.map(regionNameOf)) : fill(regionNameOf(own));
    draft.fault('@region', { code: 'region-ambiguous', message, repair });
    return undefined;
  }
  const message = say(
    `Wilayah ${quoted(text)} tidak dikenal; mungkin salah ketik.`,
    `There is no region ${quoted(text)}; a typo?`,
  );
  draft.fault('@region', { code: 'unknown-region', message, repair: fill(regionNameOf(place.near)) });
  return undefined;
};

/** What to write as region when none can be read: the sentra's, the one inside the NIK, or that of the row above. */
export const placeInstead = (draft: Draft, world: World, near: Known | undefined): Repair | undefined => {
  const { 'owner/nik': nik } = draft.values;
  const ofNik = typeof nik === 'string' ? `${nik.slice(0, 2)}.${nik.slice(2, 4)}` : '';
  const code = near?.regionCode ?? world.before('@region').at(-1) ?? (isKnownRegion(ofNik) ? ofNik : undefined);
  return code === undefined ? undefined : fill(regionNameOf(code));
};

/** Of the columns about places, those that a file may leave out. */
export const placeGiven = (
  { sentra, directory }: Pick<World, 'sentra' | 'directory'>,
  seen: ReadonlySet<string>,
): readonly string[] => [
  ...((sentra?.regionCode ?? directory.home) === undefined ? [] : ['@region']),
  // they make an address, if a short one
  ...(seen.has('@village') || seen.has('@district') ? ['address'] : []),
];

const holds = (address: string, part: string): boolean => address.toLowerCase().includes(part.toLowerCase());

/** The address with village and district behind it, where they stand in columns of their own. */
export const fullAddress = ({ values }: Draft): string | undefined => {
  const { address } = values;
  const village = rawText(values['@village']);
  const district = rawText(values['@district']);
  if (village === undefined && district === undefined) return typeof address === 'string' ? address : undefined;
  const parts = [
    village,
    district === undefined || /\d/.test(district) ? district : `Kec. ${district.replace(/^kec(amatan)?\.?\s+/i, '')}`,
  ];
  return parts.reduce<string | undefined>(
    (whole, part) => {
      if (part === undefined || /^[\d.]+$/.test(part)) return whole;
      if (whole === undefined) return part;
      return holds(whole, part.replace(/^Kec\. /, '')) ? whole : `${whole}, ${part}`;
    },
    typeof address === 'string' ? address : undefined,
  );
};
