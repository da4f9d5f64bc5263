import { derivedId } from '../../shared/domain/derived-id.ts';
import type { Duplicates } from '../../shared/domain/duplicate/duplicate.ts';
import { likenessOf, nameKey, type Compared } from '../../shared/domain/duplicate/likeness.ts';
import { hashesOf, type DataKey, type HashIdentity, type Sealer } from '../../shared/domain/identity/sealer.ts';
import { DuplicateId, type IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository, IkmSecrets, StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface FindDuplicatesDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly likenesses: {
    readonly keep: (ikmId: string, hashes: readonly string[]) => Promise<void>;
    readonly find: (hashes: readonly string[]) => Promise<readonly IkmId[]>;
  };
  readonly duplicates: Pick<Duplicates, 'create'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

/** Closed ones are compared with nobody: they may be enrolled again. Erased ones cannot be. */
const isComparable = ({ state, dataKey }: StoredIkm): boolean => state !== 'closed' && dataKey !== undefined;

/**
 * Looks for other records of the same firm: by phone, and by name, within the kabupaten or kota, found by keyed hashes. A pair
 * is written down once, whichever of the two is looked at, and however often.
 */
export const findDuplicates = (deps: FindDuplicatesDeps) => {
  const { ikms, likenesses, duplicates, sealer, hashIdentity, clock } = deps;

  const comparedOf = async (ikm: StoredIkm, key: DataKey): Promise<Compared> => {
    const { phone }: IkmSecrets = await sealer.open(key, ikm.sealed);
    const { businessName, regionCode, komoditas } = ikm;
    return { businessName, regionCode, komoditas, phone };
  };

  const hashesFor = async ({ businessName, phone, regionCode }: Compared): Promise<readonly string[]> => {
    const place = regionCode.slice(0, 5);
    const made = await Promise.all([
      hashIdentity('likeness', `name|${place}|${nameKey(businessName)}`),
      ...(phone === undefined ? [] : [hashIdentity('likeness', `phone|${place}|${phone}`)]),
    ]);
    return made.flatMap(hashesOf);
  };

  const compare = async (ikmId: IkmId, one: Compared, otherId: IkmId): Promise<void> => {
    const found = await ikms.get(otherId);
    if (found === undefined || !isComparable(found.ikm)) return;
    const likeness = likenessOf(one, await comparedOf(found.ikm, found.key));
    if (likeness === undefined) return;
    const [first, second] = ikmId < otherId ? [ikmId, otherId] : [otherId, ikmId];
    await duplicates.create({
      duplicateId: DuplicateId.parse(derivedId('duplicate', first, second)),
      ikmIds: [first, second],
      regionCode: one.regionCode.slice(0, 5),
      score: likeness.score,
      why: [...likeness.why],
      state: 'open',
      foundAt: toIso(clock()),
      etag: '1',
    });
  };

  return async (ikmId: string): Promise<void> => {
    const found = await ikms.get(ikmId);
    if (found === undefined || !isComparable(found.ikm)) return likenesses.keep(ikmId, []);
    const one = await comparedOf(found.ikm, found.key);
    const hashes = await hashesFor(one);
    // kept before it looks: of two at once at least one finds the other
    await likenesses.keep(ikmId, hashes);
    for (const otherId of await likenesses.find(hashes))
      if (otherId !== ikmId) await compare(found.ikm.ikmId, one, otherId);
  };
};
