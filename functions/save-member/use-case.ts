import type { DataKey, HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import { checkAppointment, mayManage, type Checked, type PlaceFinder } from '../../shared/domain/member/appointment.ts';
import type { MemberBody, MemberView } from '../../shared/domain/member/member-body.ts';
import type { MemberRepository, Placed, StoredMember } from '../../shared/domain/member/member-repository.ts';
import { isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { sealPerson, toMemberView } from '../../shared/domain/member/person.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { decideSave, nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface SaveMemberDeps {
  readonly members: Pick<MemberRepository, 'get' | 'create' | 'change'>;
  readonly find: PlaceFinder;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

export interface SaveMemberInput {
  readonly memberId: MemberId;
  readonly body: MemberBody;
  readonly ifMatch: string | undefined;
}

/** Times a write that met another one (or a sign-in) is looked at again. */
const attempts = 3;

/** IKMs for which an officer must still get the owner's consent: those that somebody else names a helper for. */
const unheardOf = (caller: Caller, { role }: MemberBody, { ikms }: Checked): Placed =>
  role === 'pendamping'
    ? Object.fromEntries(Object.entries(ikms).filter(([ikmId]) => !isAllowed(caller, { ikmId }, ['pemilik'])))
    : {};

/** @throws ProblemError `bad-request` when an owner named withdrew from this helper: a scope does not bring them back. */
const assertNotWithdrawn = ({ scope }: MemberBody, { withoutIkmIds = [] }: StoredMember): void => {
  const faults = scope.flatMap((id, n) =>
    withoutIkmIds.includes(id)
      ? [
          {
            path: `scope/${n}`,
            code: 'consent-withdrawn',
            message: {
              id: 'Pemilik mencabut persetujuannya. Catat dahulu persetujuan baru di bagian pendamping IKM ini.',
              en: 'The owner withdrew. Record a new consent among the helpers of this IKM first.',
            },
          },
        ]
      : [],
  );
  if (faults.length > 0) throw new ProblemError('bad-request', faults);
};

/**
 * Makes somebody a member, or changes the membership. It is bound at the first sign-in with that phone or e-mail.
 * @throws ProblemError `bad-request`, `forbidden`, `unknown-region`, `not-found`, `if-match-required`, `stale-etag`, `identity-fixed`
 */
export const saveMember = ({ members, find, sealer, hashIdentity, clock }: SaveMemberDeps) => {
  /** What follows from the body, whether new or changed. */
  const fieldsOf = async (body: MemberBody, key: DataKey, { sentraIds }: Checked) => {
    const { from, to, role, scope, instansi } = body;
    return {
      ...(await sealPerson({ sealer, hashIdentity }, key, body)),
      ...{ role, scope: [...new Set(scope)], instansi },
      sentraIds: role === 'pendamping' ? [...sentraIds] : undefined,
      from: from === undefined ? undefined : toIso(Date.parse(from)),
      to: to === undefined ? undefined : toIso(Date.parse(to)),
    };
  };

  const create = async (
    caller: Caller,
    { memberId, body, ifMatch }: SaveMemberInput,
    checked: Checked,
  ): Promise<MemberView | undefined> => {
    decideSave(undefined, { ifMatch, digest: '' });
    const key = await sealer.createKey(memberId);
    const now = toIso(clock());
    const member: StoredMember = {
      ...(await fieldsOf(body, key, checked)),
      memberId,
      etag: '1',
      createdWith: await sealer.fingerprint(key, body),
      createdAt: now,
      updatedAt: now,
    };
    return (await members.create(member, key, unheardOf(caller, body, checked)))
      ? toMemberView(sealer, member, key)
      : undefined;
  };

  const change = async (
    caller: Caller,
    before: StoredMember,
    key: DataKey,
    body: MemberBody,
    checked: Checked,
  ): Promise<MemberView | undefined> => {
    assertNotWithdrawn(body, before);
    const fields = await fieldsOf(body, key, checked);
    const isOther = before.subject !== undefined && fields.contactHash !== before.contactHash;
    if (fields.role !== before.role || isOther) throw new ProblemError('identity-fixed');
    const member: StoredMember = {
      ...before,
      ...fields,
      etag: nextEtag(before.etag),
      updatedAt: toIso(clock()),
    };
    return (await members.change(member, before, unheardOf(caller, body, checked)))
      ? toMemberView(sealer, member, key)
      : undefined;
  };

  return async (caller: Caller, input: SaveMemberInput): Promise<{ created: boolean; member: MemberView }> => {
    const { memberId, body, ifMatch } = input;
    assertMember(caller);
    const checked = await checkAppointment(find, caller, body);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await members.get(memberId);
      if (found === undefined) {
        const created = await create(caller, input, checked);
        if (created !== undefined) return { created: true, member: created };
        continue;
      }
      const { member, key } = found;
      if (!(await mayManage(find, caller, member))) throw new ProblemError('not-found');
      const digest = await sealer.fingerprint(key, body);
      if (decideSave(member, { ifMatch, digest }) === 'repeat')
        return { created: false, member: await toMemberView(sealer, member, key) };
      const changed = await change(caller, member, key, body, checked);
      if (changed !== undefined) return { created: false, member: changed };
    }
    throw new ProblemError('conflict');
  };
};
