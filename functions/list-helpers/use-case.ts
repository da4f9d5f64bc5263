import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { HelperView, Teams } from '../../shared/domain/member/helper.ts';
import type { MemberRepository } from '../../shared/domain/member/member-repository.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { actsFor, toHelperView } from '../../shared/domain/member/show-helper.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface ListHelpersDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly members: Pick<MemberRepository, 'get'>;
  readonly teams: Pick<Teams, 'membersOf' | 'consentsOf'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

/**
 * All who act for an IKM beside its owner and its office: by name, for its sentra, or by an approved claim.
 * @throws ProblemError `not-found` also outside the caller's scope
 */
export const listHelpers =
  ({ ikms, members, teams, sealer, clock }: ListHelpersDeps) =>
  async (caller: Caller, ikmId: IkmId): Promise<readonly HelperView[]> => {
    assertMember(caller);
    const found = await ikms.get(ikmId);
    if (found === undefined || !isAllowed(caller, found.ikm, anyone)) throw new ProblemError('not-found');
    const { sentraId } = found.ikm;
    const [consents, named, serving] = await Promise.all([
      teams.consentsOf(ikmId),
      teams.membersOf(ikmId),
      sentraId === undefined ? [] : teams.membersOf(sentraId),
    ]);
    const team = [...named, ...serving.filter(({ memberId }) => !named.some((each) => each.memberId === memberId))];
    const now = toIso(clock());
    const views = await Promise.all(
      team.map(async (entry) => {
        const held = await members.get(entry.memberId);
        if (held === undefined || !actsFor(held.member, found.ikm, now)) return [];
        const consent = consents.find(({ memberId }) => memberId === entry.memberId);
        return [await toHelperView(sealer, found, held, entry, consent)];
      }),
    );
    return views.flat();
  };
