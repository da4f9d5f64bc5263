import { plainName } from '../../product/questions.ts';
import { column, raw, rawText, type Column } from '../column.ts';
import { nearest } from '../values/near.ts';
import { clear, fill, say, type Repair } from '../values/reading.ts';
import type { Draft, Known, World } from './kind.ts';

/** The column that says whose product a row is about. */
export const makerColumn = (examples: readonly [string, string, string]): Column =>
  column('@ikm', 'IKM', raw, {
    synonyms: [
      'nama ikm',
      'nama usaha',
      'nib',
      'nib ikm',
      'id ikm',
      'usaha',
      'ikm/nib',
      'nib/nama usaha',
      'nama usaha/nib',
      'pemilik produk',
      'toko',
      'nama toko',
      'nama umkm',
      'produsen',
    ],
    help: 'NIB atau nama usaha IKM yang sudah terdaftar.',
    examples,
    required: true,
    isText: true,
  });

/** NIBs in number columns lose their leading zero. */
const textsOf = (text: string): readonly string[] => (/^\d{12}$/.test(text) ? [`0${text}`, text] : [text]);

/** The IKM that a row names, else the one the file is for. */
export const readMaker = (draft: Draft, world: World): Known | undefined => {
  const text = rawText(draft.values['@ikm']);
  if (text === undefined) return world.ikm;
  const within = world.sentra === undefined ? undefined : { sentraId: world.sentra.id };
  const found = textsOf(text).map((each) => world.directory.ikm(each, within));
  const known = found.find((each) => typeof each === 'object');
  if (typeof known === 'object') {
    world.remember('@ikm', text);
    return known;
  }
  if (found.includes('several')) {
    const message = say(
      `Ada beberapa IKM “${text}”. Tulis NIB-nya.`,
      `There are several IKMs “${text}”. Give the NIB.`,
    );
    const repair: Repair = { do: 'explain', text: say(`Tulis NIB IKM "${text}"`, `Give the NIB of "${text}"`) };
    draft.fault('@ikm', { code: 'ikm-ambiguous', message, repair });
    return undefined;
  }
  draft.fault('@ikm', {
    code: 'unknown-ikm',
    message: say(`IKM “${text}” belum terdaftar di wilayah Anda.`, `There is no IKM “${text}” in your scope.`),
    repair: clear,
  });
  return undefined;
};

/** What to write as IKM: the name that was misspelt, or for an empty cell the one of the row above. */
export const makerInstead = (draft: Draft, world: World): Repair => {
  const text = rawText(draft.values['@ikm']);
  const before = world.before('@ikm');
  if (text === undefined) {
    const above = before.at(-1);
    return above === undefined
      ? { do: 'explain', text: say('Isi kolom IKM dengan NIB atau nama usaha', 'Give the NIB or business name') }
      : fill(above);
  }
  const near = nearest(plainName(text), before.map(plainName));
  const meant = before.find((each) => plainName(each) === near);
  const register = say(`Daftarkan dulu IKM "${text}", lalu unggah baris ini lagi`, `Enrol "${text}" first`);
  return meant === undefined ? { do: 'explain', text: register } : fill(meant);
};
