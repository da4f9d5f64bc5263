import { derivedId } from '../../shared/domain/derived-id.ts';
import type { DataKey, HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import { MemberId } from '../../shared/domain/ids.ts';
import { checkAppointment, mayManage, type Checked, type PlaceFinder } from '../../shared/domain/member/appointment.ts';
import type { HandoverBody, MemberView } from '../../shared/domain/member/member-body.ts';
import type { MemberRepository, StoredMember } from '../../shared/domain/member/member-repository.ts';
import { officers, type Caller, type Membership } from '../../shared/domain/member/member.ts';
import { openPerson, sealPerson, toMemberView } from '../../shared/domain/member/person.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';

export interface HandOverMemberDeps {
  readonly members: Pick<MemberRepository, 'get' | 'handOver'>;
  readonly find: PlaceFinder;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

interface Handed {
  readonly ended: MemberView;
  readonly successor: MemberView;
}

/** Times a write that met another one (or a sign-in) is looked at again. */
const attempts = 3;

const isOfficer = ({ role }: Membership): boolean => officers.some((each) => each === role);

const noSuccessor = (): ProblemError =>
  new ProblemError('not-found', [
    {
      path: 'toMemberId',
      code: 'not-found',
      message: {
        id: 'Penerus ini tidak ada, perannya lain, atau bukan wewenang Anda. Pilih anggota lain, atau isi orang baru.',
        en: 'There is no such member in this role in your scope. Choose another, or name a new person.',
      },
    },
  ]);

/** When the scope passes: not before now. @throws ProblemError `wrong-state` for a membership that is over by then */
const instantOf = ({ to }: StoredMember, { at }: HandoverBody, nowMs: number): IsoInstant => {
  const instant = toIso(at === undefined ? nowMs : Math.max(nowMs, Date.parse(at)));
  if (to !== undefined && to <= instant) throw new ProblemError('wrong-state');
  return instant;
};

/**
 * Hands the scope of a membership over: it ends, and its successor's begins, at the same instant; what waits in the scope is
 * the successor's from then on. What owners agreed to was said to a person, so a mentor's successor asks them anew. The same
 * again answers the same.
 * @throws ProblemError `not-found` (also for memberships that the caller may not manage), `forbidden` (an owner's mentor by the owner),
 * `wrong-state`, `conflict`
 */
export const handOverMember = ({ members, find, sealer, hashIdentity, clock }: HandOverMemberDeps) => {
  const checked = async (caller: Caller, member: StoredMember): Promise<Checked> => {
    try {
      return await checkAppointment(find, caller, member);
    } catch (error) {
      throw error instanceof ProblemError ? new ProblemError('not-found', [], { cause: error }) : error;
    }
  };

  /** Who takes over, bound at once if they have signed in. */
  const holderOf = async (
    caller: Caller,
    { role }: StoredMember,
    { toMemberId, person }: HandoverBody,
    key: DataKey,
  ) => {
    if (person !== undefined)
      return { ...(await sealPerson({ sealer, hashIdentity }, key, person)), instansi: person.instansi };
    const other = toMemberId === undefined ? undefined : await members.get(toMemberId);
    if (other?.member.role !== role || !(await mayManage(find, caller, other.member))) throw noSuccessor();
    const { instansi, subject } = other.member;
    const known = await openPerson(sealer, other.key, other.member);
    return { ...(await sealPerson({ sealer, hashIdentity }, key, known)), instansi, subject };
  };

  const repeated = async (member: StoredMember, key: DataKey, request: string): Promise<Handed> => {
    const successor = member.handedOver === undefined ? undefined : await members.get(member.handedOver.memberId);
    if (member.handedOver?.request !== request || successor === undefined) throw new ProblemError('wrong-state');
    return {
      ended: await toMemberView(sealer, member, key),
      successor: await toMemberView(sealer, successor.member, successor.key),
    };
  };

  return async (caller: Caller, memberId: MemberId, body: HandoverBody): Promise<Handed> => {
    assertMember(caller);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await members.get(memberId);
      if (found === undefined) throw new ProblemError('not-found');
      const { member: before, key } = found;
      const { ikms } = await checked(caller, before);
      if (!caller.memberships.some(isOfficer)) throw new ProblemError('forbidden');
      const request = await sealer.fingerprint(key, body);
      if (before.handedOver !== undefined) return repeated(before, key, request);

      const nowMs = clock();
      const [now, instant] = [toIso(nowMs), instantOf(before, body, nowMs)];
      // a membership is handed over once, so its successor has its name from it
      const successorId = MemberId.parse(derivedId('handover', memberId));
      const successorKey = await sealer.createKey(successorId);
      const { instansi = before.instansi, ...holder } = await holderOf(caller, before, body, successorKey);
      const { role, scope, sentraIds, sharedIkmIds, withoutIkmIds, to } = before;
      const successor: StoredMember = {
        ...{ role, scope, sentraIds, sharedIkmIds, withoutIkmIds, to, instansi },
        ...holder,
        memberId: successorId,
        etag: '1',
        createdWith: await sealer.fingerprint(successorKey, body),
        from: before.from === undefined || before.from < instant ? instant : before.from,
        createdAt: now,
        updatedAt: now,
      };
      const ended: StoredMember = {
        ...before,
        etag: nextEtag(before.etag),
        to: instant,
        sealed: { ...before.sealed, ...(await sealer.seal(key, { handoverReason: body.reason })) },
        handedOver: { memberId: successorId, at: now, by: caller.subject, request },
        updatedAt: now,
      };
      if (await members.handOver(ended, before, successor, successorKey, role === 'pendamping' ? ikms : {}))
        return {
          ended: await toMemberView(sealer, ended, key),
          successor: await toMemberView(sealer, successor, successorKey),
        };
    }
    throw new ProblemError('conflict');
  };
};
