import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import type { Duplicate, Duplicates } from '../../shared/domain/duplicate/duplicate.ts';
import { mergedRecords } from '../../shared/domain/duplicate/merge.ts';
import { reachDuplicate, type DuplicatePair } from '../../shared/domain/duplicate/reach.ts';
import type { HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { hideShopSite } from '../../shared/domain/ikm/hide-shop-site.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import type { IkmRepository, StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import type { ShopSites } from '../../shared/domain/ikm/shop-site.ts';
import { toIkmView } from '../../shared/domain/ikm/view.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

interface Changed<Thing> {
  readonly before: Thing;
  readonly after: Thing;
}

export interface MergeIkmsDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly duplicates: Pick<Duplicates, 'read'>;
  /** Both records, the locks that pass on, and the pair, all or nothing. `taken`: a third record holds one of the locks. */
  readonly writeMerge: (
    kept: Changed<StoredIkm>,
    dropped: Changed<StoredIkm>,
    pair: Changed<Duplicate>,
  ) => Promise<'written' | 'conflict' | 'taken'>;
  readonly accounts: {
    readonly page: (
      holderIds: readonly string[],
      limit: number,
      position: undefined,
      keep: (account: Account) => boolean,
    ) => Promise<{ readonly rows: readonly Account[] }>;
  };
  readonly sites: ShopSites;
  readonly sealer: Pick<Sealer, 'open' | 'seal'>;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

export interface MergeInput {
  readonly keep: IkmId;
  readonly drop: IkmId;
  readonly etags: { readonly keep: string; readonly drop: string };
}

const notOfPair = (): ProblemError =>
  new ProblemError('bad-request', [
    {
      path: 'keep',
      code: 'not-of-pair',
      message: {
        id: 'Sebut kedua data dari pasangan ini: satu disimpan, satu dilepas.',
        en: 'Name both records of this pair: one to keep, one to drop.',
      },
    },
  ]);

/** @throws ProblemError `bad-request` unless both records of the pair are named */
const sidesOf = ({ records: [one, other] }: DuplicatePair, { keep, drop }: MergeInput) => {
  if (one.ikm.ikmId === keep && other.ikm.ikmId === drop) return { kept: one, dropped: other };
  if (other.ikm.ikmId === keep && one.ikm.ikmId === drop) return { kept: other, dropped: one };
  throw notOfPair();
};

/**
 * Makes two records of one firm one, at one stroke; products and their listings follow by the event. The same again, as after
 * a lost answer: no change.
 * @throws ProblemError `bad-request`, `not-found`, `stale-etag`, `wrong-state`, `shops-connected`, `already-enrolled`
 */
export const mergeIkms = (deps: MergeIkmsDeps) => {
  const { ikms, accounts, sites, sealer, clock } = deps;

  const write = async (caller: Caller, pair: DuplicatePair, input: MergeInput): Promise<'done' | 'conflict'> => {
    const { duplicate } = pair;
    const { kept, dropped } = sidesOf(pair, input);
    if (duplicate.state === 'merged' && duplicate.kept === input.keep) return 'done';
    if (duplicate.state === 'merged' || duplicate.state === 'different') throw new ProblemError('wrong-state');
    const areSeen = kept.ikm.etag === input.etags.keep && dropped.ikm.etag === input.etags.drop;
    if (!areSeen) throw new ProblemError('stale-etag');
    // one that is connected at this very moment belongs to a closed record then: it sells nothing
    const connected = await accounts.page([input.drop], 1, undefined, isUsable);
    if (connected.rows.length > 0) throw new ProblemError('shops-connected');
    const at = toIso(clock());
    const merged = await mergedRecords(deps, { kept, dropped, by: caller.subject, at });
    const decided = { decidedBy: caller.subject, decidedAt: at, etag: nextEtag(duplicate.etag) };
    const written = await deps.writeMerge(
      { before: kept.ikm, after: merged.kept },
      { before: dropped.ikm, after: merged.dropped },
      { before: duplicate, after: { ...duplicate, ...decided, state: 'merged', kept: input.keep } },
    );
    if (written === 'taken') throw new ProblemError('already-enrolled');
    return written === 'written' ? 'done' : written;
  };

  return async (caller: Caller, duplicateId: string, input: MergeInput): Promise<IkmView> => {
    assertMember(caller);
    await untilWritten(async () => write(caller, await reachDuplicate(deps, caller, duplicateId), input));
    // after the merge, which a repetition answers again: so a crash in between erases at the next try
    await hideShopSite(sites, input.drop);
    const found = await ikms.get(input.keep);
    if (found === undefined) throw new ProblemError('not-found');
    return toIkmView(sealer, found.ikm, found.key, clock());
  };
};
