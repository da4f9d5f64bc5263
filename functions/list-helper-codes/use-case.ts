import type { HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { digitsOf, isOpen } from '../../shared/domain/member/helper-code.ts';
import type { HelperCodeView, Teams } from '../../shared/domain/member/helper.ts';
import type { MemberRepository } from '../../shared/domain/member/member-repository.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface ListHelperCodesDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly members: Pick<MemberRepository, 'get'>;
  readonly teams: Pick<Teams, 'codesOf'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

/**
 * The codes that mentors asked for, for the owner's eyes alone.
 * @throws ProblemError `not-found` also outside the caller's scope; `forbidden` for others within it
 */
export const listHelperCodes =
  ({ placeOfIkm, members, teams, sealer, hashIdentity, clock }: ListHelperCodesDeps) =>
  async (caller: Caller, ikmId: IkmId): Promise<readonly HelperCodeView[]> => {
    assertMember(caller);
    const place = await placeOfIkm(ikmId);
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    if (!isAllowed(caller, place, ['pemilik'])) throw new ProblemError('forbidden');
    const codes = (await teams.codesOf(ikmId)).filter((code) => isOpen(code, clock()));
    const views = await Promise.all(
      codes.map(async (code) => {
        const held = await members.get(code.memberId);
        if (held === undefined) return [];
        const { memberId, instansi } = held.member;
        const { name = '' } = await sealer.open(held.key, held.member.sealed);
        const digits = await digitsOf(hashIdentity, code);
        const expiresAt = toIso(code.expiresAtMs);
        return [{ memberId, name, ...(instansi === undefined ? {} : { instansi }), code: digits, expiresAt }];
      }),
    );
    return views.flat();
  };
