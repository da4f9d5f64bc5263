import type { PackId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { packKeptMs, packKey, toPackView, type Packs, type PackView } from '../../shared/domain/pack/pack.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface GetPackDeps {
  readonly packs: Pick<Packs, 'read'>;
  /** A link that reads one file for so many seconds. */
  readonly linkTo: (key: string, seconds: number) => Promise<string>;
  readonly clock: Clock;
}

/** How long a link reads its file, in seconds. */
const linkSeconds = 300;

/** @throws ProblemError `not-found` for one outside the caller's scope, or that has expired */
export const getPack =
  ({ packs, linkTo, clock }: GetPackDeps) =>
  async (caller: Caller, packId: PackId): Promise<PackView> => {
    assertMember(caller);
    const pack = await packs.read(packId);
    if (pack === undefined || !isAllowed(caller, pack.place, anyone)) throw new ProblemError('not-found');
    // the table clears expired rows some time later
    if (Date.parse(pack.createdAt) + packKeptMs <= clock()) throw new ProblemError('not-found');
    if (pack.state !== 'ready') return toPackView(pack);
    const url = await linkTo(packKey(packId), linkSeconds);
    return toPackView(pack, { url, expiresAt: toIso(clock() + linkSeconds * 1000) });
  };
