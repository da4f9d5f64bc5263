import type { DataKey, Sealer } from '../identity/sealer.ts';
import type { MemberRepository } from '../member/member-repository.ts';
import type { IsoInstant } from '../time.ts';
import { shownStateOf, type Claim, type IncomingClaimView } from './claim.ts';

export interface ShowClaimDeps {
  readonly members: Pick<MemberRepository, 'get'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** A claim as the office that enrolled the firm sees it; undefined for one that meets no firm. */
export const toIncomingView = async (
  { members, sealer }: ShowClaimDeps,
  { claim, key }: { readonly claim: Claim; readonly key: DataKey },
  now: IsoInstant,
): Promise<IncomingClaimView | undefined> => {
  const { claimId, etag, ikmId, memberId, filedAt, waitsUntil, decided } = claim;
  if (ikmId === undefined) return undefined;
  const held = await members.get(memberId);
  const { name = '' } = held === undefined ? {} : await sealer.open(held.key, held.member.sealed);
  const { role, instansi } = held?.member ?? {};
  const { reason = '' } = await sealer.open(key, claim.sealed);
  return {
    claimId,
    etag,
    state: shownStateOf(claim, now),
    ikmId,
    claimant: { name, ...(role === undefined ? {} : { role }), ...(instansi === undefined ? {} : { instansi }) },
    reason,
    filedAt,
    waitsUntil,
    reasons: decided?.reasons ?? [],
  };
};
