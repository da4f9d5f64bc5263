import {
  toFiledView,
  waitMs,
  type Claim,
  type ClaimBody,
  type FiledClaimView,
} from '../../shared/domain/claim/claim.ts';
import type { Claims } from '../../shared/domain/claim/claims.ts';
import type { HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import { locksOf } from '../../shared/domain/ikm/enrolment.ts';
import type { Caller, Membership } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface FileClaimDeps {
  readonly claims: Pick<Claims, 'get' | 'holderOf' | 'filedBy' | 'file'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

/** Claims of one membership in the time that one waits, whatever became of them: too few to look for people by their NIK. */
const mostAtOnce = 20;

/** Times a write that met another one is looked at again. */
const attempts = 3;

/** @throws ProblemError `forbidden` for a caller who is neither of an office nor a mentor */
const claimantOf = ({ memberships }: Caller): Membership => {
  const claimant = memberships.find(({ role }) => role === 'dinas' || role === 'pendamping');
  if (claimant === undefined) throw new ProblemError('forbidden');
  return claimant;
};

/**
 * Files a claim to coach a firm. The firm is looked up by its lock; the claimant hears the same, in the same time, whether or
 * not there is one. The same again changes nothing.
 * @throws ProblemError `forbidden`, `unknown-region`, `not-found`, `id-taken`, `too-many-requests`, `conflict`
 */
export const fileClaim = ({ claims, sealer, hashIdentity, clock }: FileClaimDeps) => {
  const repeated = async (
    caller: Caller,
    { claim, key }: NonNullable<Awaited<ReturnType<Claims['get']>>>,
    body: ClaimBody,
  ): Promise<FiledClaimView> => {
    if (claim.filedBy !== caller.subject) throw new ProblemError('not-found');
    if (claim.createdWith !== (await sealer.fingerprint(key, body))) throw new ProblemError('id-taken');
    return toFiledView(claim, toIso(clock()));
  };

  return async (
    caller: Caller,
    body: ClaimBody,
  ): Promise<{ readonly created: boolean; readonly claim: FiledClaimView }> => {
    assertMember(caller);
    const { memberId } = claimantOf(caller);
    const { claimId } = body;
    assertKnownRegion(body.regionCode);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const there = await claims.get(claimId);
      if (there !== undefined) return { created: false, claim: await repeated(caller, there, body) };
      const nowMs = clock();
      const [now, since] = [toIso(nowMs), toIso(nowMs - waitMs)];
      const before = await claims.filedBy(memberId);
      const recent = before?.claims.filter(({ filedAt }) => since < filedAt) ?? [];
      if (recent.length >= mostAtOnce) throw new ProblemError('too-many-requests');
      const { nik, nib, regionCode, address, reason } = body;
      const { locks } = await locksOf(
        hashIdentity,
        { regionCode, nib },
        { ...(nik === undefined ? {} : { nik }), address },
      );
      const [holder, key] = await Promise.all([claims.holderOf(locks), sealer.createKey(claimId)]);
      const claim: Claim = {
        claimId,
        etag: '1',
        createdWith: await sealer.fingerprint(key, body),
        state: 'submitted',
        memberId,
        filedBy: caller.subject,
        sealed: await sealer.seal(key, { reason }),
        ...(holder === undefined ? {} : { ikmId: holder.ikmId, regionCode: holder.regionCode }),
        filedAt: now,
        waitsUntil: toIso(nowMs + waitMs),
      };
      const filed = { etag: nextEtag(before?.etag), claims: [...recent, { claimId, filedAt: now }] };
      if (await claims.file(claim, key, filed, before)) return { created: true, claim: toFiledView(claim, now) };
    }
    throw new ProblemError('conflict');
  };
};
