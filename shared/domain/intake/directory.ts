import type { Directory, Found } from './entry.ts';
import { isWithin } from '../member/member.ts';

/** A sentra or an IKM as rows may name it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly regionCode: string;
  readonly komoditas: string;
  readonly nib?: string | undefined;
  readonly sentraId?: string | undefined;
}

/** Equal for names that people would call equal. */
const plainly = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Things by id, number and name; the second of one name makes a list, so that most cost no more than an entry. */
const createIndex = () => {
  const byId = new Map<string, Named>();
  const byText = new Map<string, Named | Named[]>();
  const put = (text: string, thing: Named): void => {
    const there = byText.get(text);
    if (there === undefined) byText.set(text, thing);
    else if (Array.isArray(there)) there.push(thing);
    else byText.set(text, [there, thing]);
  };
  return {
    add: (thing: Named): void => {
      // reached in two ways, it is one thing all the same
      if (byId.has(thing.id)) return;
      byId.set(thing.id, thing);
      put(plainly(thing.name), thing);
      if (thing.nib !== undefined) put(thing.nib, thing);
    },
    find: (text: string, fits: (thing: Named) => boolean): Found => {
      const byItsId = byId.get(text.trim().toUpperCase());
      if (byItsId !== undefined) return toFound(byItsId);
      const there = byText.get(plainly(text)) ?? [];
      const [first, ...others] = (Array.isArray(there) ? there : [there]).filter(fits);
      if (first === undefined) return 'none';
      return others.length > 0 ? 'several' : toFound(first);
    },
  };
};

const toFound = ({ id, regionCode, komoditas, name }: Named): Found => ({ id, regionCode, komoditas, name });

/** A directory that is being filled; what it does not hold is not there for the one who asks. */
export const createDirectory = (
  home?: string,
): Directory & {
  readonly addSentra: (sentra: Named) => void;
  readonly addIkm: (ikm: Named) => void;
} => {
  const sentras = createIndex();
  const ikms = createIndex();
  const isIn = (thing: Named, regionCode: string | undefined): boolean =>
    // a sheet may name the village, the register the kecamatan, or the other way round
    regionCode === undefined || isWithin(thing.regionCode, regionCode) || isWithin(regionCode, thing.regionCode);
  return {
    home,
    addSentra: sentras.add,
    addIkm: ikms.add,
    sentra: (text, regionCode) => sentras.find(text, (each) => isIn(each, regionCode)),
    ikm: (text, { sentraId, regionCode } = {}) =>
      ikms.find(text, (each) => (sentraId === undefined || each.sentraId === sentraId) && isIn(each, regionCode)),
  };
};
