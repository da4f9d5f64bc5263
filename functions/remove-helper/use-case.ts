import type { IkmId, MemberId } from '../../shared/domain/ids.ts';
import type { HelperConsent, Teams } from '../../shared/domain/member/helper.ts';
import type { MemberRepository, StoredMember } from '../../shared/domain/member/member-repository.ts';
import { isAllowed, officers, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { actsFor } from '../../shared/domain/member/show-helper.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';

export interface RemoveHelperDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly members: Pick<MemberRepository, 'get'>;
  readonly teams: Pick<Teams, 'consent' | 'decide'>;
  readonly clock: Clock;
}

/** Times a write that met another one is looked at again. */
const attempts = 3;

/** The membership without this IKM, also where it serves the whole sentra. */
const leavingOut = (member: StoredMember, ikmId: string, at: IsoInstant): StoredMember => ({
  ...member,
  scope: member.role === 'pendamping' ? member.scope.filter((id) => id !== ikmId) : member.scope,
  sharedIkmIds: member.sharedIkmIds?.filter((id) => id !== ikmId),
  ...(member.role === 'pendamping' ? { withoutIkmIds: [...new Set([...(member.withoutIkmIds ?? []), ikmId])] } : {}),
  etag: nextEtag(member.etag),
  updatedAt: at,
});

/**
 * Ends that a mentor, or an office by a claim, acts for an IKM: said by the owner, the IKM's office, or whoever acts. Repeated it
 * changes nothing.
 * @throws ProblemError `not-found`, `forbidden` (another helper's), `conflict`
 */
export const removeHelper =
  ({ placeOfIkm, members, teams, clock }: RemoveHelperDeps) =>
  async (
    caller: Caller,
    { ikmId, memberId }: { readonly ikmId: IkmId; readonly memberId: MemberId },
  ): Promise<void> => {
    assertMember(caller);
    const place = await placeOfIkm(ikmId);
    const isOwn = caller.memberships.some((held) => held.memberId === memberId);
    const isOwner = place !== undefined && isAllowed(caller, place, ['pemilik']);
    const decides = isOwner || (place !== undefined && isAllowed(caller, place, officers));
    if (place === undefined || !(decides || isOwn || isAllowed(caller, place, ['pendamping'])))
      throw new ProblemError('not-found');
    if (!decides && !isOwn) throw new ProblemError('forbidden');
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const held = await members.get(memberId);
      const present = await teams.consent(ikmId, memberId);
      if (held === undefined) throw new ProblemError('not-found');
      const now = toIso(clock());
      if (!actsFor(held.member, place, now)) {
        if (present?.withdrawn === undefined) throw new ProblemError('not-found');
        return;
      }
      const after: HelperConsent = {
        ...present,
        ikmId,
        memberId,
        etag: nextEtag(present?.etag),
        withdrawn: { by: caller.subject, at: now, ...(isOwner ? { owner: true as const } : {}) },
      };
      const member = leavingOut(held.member, ikmId, now);
      if (await teams.decide(after, present, { member, before: held.member })) return;
    }
    throw new ProblemError('conflict');
  };
