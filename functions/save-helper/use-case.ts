import type { DataKey, HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId, MemberId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { spendCode } from '../../shared/domain/member/helper-code.ts';
import {
  sealedBy,
  type HelperBody,
  type HelperConsent,
  type HelperView,
  type Teams,
} from '../../shared/domain/member/helper.ts';
import type { MemberRepository, StoredMember } from '../../shared/domain/member/member-repository.ts';
import { anyone, isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { actsFor, toHelperView } from '../../shared/domain/member/show-helper.ts';
import { assertEvidence } from '../../shared/domain/paper/evidence.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';

export interface SaveHelperDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly members: Pick<MemberRepository, 'get'>;
  readonly teams: Pick<Teams, 'consent' | 'decide' | 'code' | 'saveCode'>;
  readonly papers: Pick<Papers, 'read'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

interface Input extends HelperBody {
  readonly ikmId: IkmId;
  readonly memberId: MemberId;
}

/** Times a write that met another one is looked at again. */
const attempts = 3;

/** Entries of a scope, as in the body of a membership. */
const mostInScope = 100;

type Given = NonNullable<HelperConsent['given']>;

/** The membership with this IKM in its scope. @throws ProblemError `bad-request` when the scope is full */
const including = (member: StoredMember, ikmId: string, at: IsoInstant): StoredMember => {
  const { scope, withoutIkmIds } = member;
  if (!scope.includes(ikmId) && scope.length >= mostInScope)
    throw new ProblemError('bad-request', [
      {
        path: 'memberId',
        code: 'scope-full',
        message: {
          id: `Pendamping ini sudah memegang ${mostInScope} IKM. Pilih pendamping lain.`,
          en: `This mentor serves ${mostInScope} IKMs already. Choose another.`,
        },
      },
    ]);
  return {
    ...member,
    scope: scope.includes(ikmId) ? scope : [...scope, ikmId],
    withoutIkmIds: withoutIkmIds?.filter((id) => id !== ikmId),
    etag: nextEtag(member.etag),
    updatedAt: at,
  };
};

/**
 * Records an owner's consent and lets the mentor act for the IKM. The owner says so signed in; a mentor by the code that the owner
 * read out; an officer by a signed paper, or a witness unless the owner withdrew. The same again changes nothing.
 * @throws ProblemError `not-found`, `forbidden`, `wrong-code`, `bad-request`, `conflict`
 */
export const saveHelper = ({ ikms, members, teams, papers, sealer, hashIdentity, clock }: SaveHelperDeps) => {
  const givenOf = async (caller: Caller, { consent }: Input, key: DataKey, at: IsoInstant): Promise<Given> => {
    const shown = 'by' in consent ? { by: consent.by, at: toIso(Date.parse(consent.at)) } : { at };
    return {
      version: consent.version,
      way: consent.way,
      at: shown.at,
      sealed: 'by' in shown ? await sealer.seal(key, { [sealedBy]: shown.by }) : {},
      ...('paperId' in consent ? { paperId: consent.paperId } : {}),
      recordedBy: caller.subject,
      recordedAt: at,
    };
  };

  /** Whether exactly this was recorded before: its answer was lost, and it comes again. */
  const isRecorded = async (present: HelperConsent | undefined, { consent }: Input, key: DataKey): Promise<boolean> => {
    const given = present?.given;
    if (given === undefined || present?.withdrawn !== undefined) return false;
    if (given.way !== consent.way || given.version !== consent.version) return false;
    if (!('by' in consent)) return true;
    const { [sealedBy]: by } = await sealer.open(key, given.sealed);
    return by === consent.by && given.at === toIso(Date.parse(consent.at));
  };

  /** @throws ProblemError unless the caller may bring a consent of this kind */
  const assertMaySay = (caller: Caller, ikm: { readonly ikmId: IkmId }, { consent, memberId }: Input): void => {
    if (consent.way === 'code') {
      const isOwn = caller.memberships.some((held) => held.memberId === memberId && held.role === 'pendamping');
      if (!isOwn) throw new ProblemError('forbidden');
      return;
    }
    if (!isAllowed(caller, ikm, anyone)) throw new ProblemError('not-found');
    if (!isAllowed(caller, ikm, consent.way === 'sign-in' ? ['pemilik'] : officers))
      throw new ProblemError('forbidden');
  };

  return async (caller: Caller, input: Input): Promise<HelperView> => {
    const { ikmId, memberId, consent } = input;
    assertMember(caller);
    const found = await ikms.get(ikmId);
    // a mentor learns nothing of an IKM by guessing codes
    if (found === undefined && consent.way !== 'code') throw new ProblemError('not-found');
    assertMaySay(caller, found?.ikm ?? { ikmId }, input);
    if ('paperId' in consent) await assertEvidence(papers, { ikmId, paperId: consent.paperId }, 'consent/paperId');
    let isSpent = false;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const present = await teams.consent(ikmId, memberId);
      const held = await members.get(memberId);
      if (consent.way === 'witness' && present?.withdrawn?.owner === true) throw new ProblemError('forbidden');
      const now = toIso(clock());
      // who was taken off since needs the owner's word anew
      const isThere =
        found !== undefined &&
        held !== undefined &&
        actsFor(held.member, found.ikm, now) &&
        (await isRecorded(present, input, found.key));
      if (consent.way === 'code' && !isSpent && !isThere) {
        await spendCode({ teams, hashIdentity }, { ikmId, memberId, digits: consent.code }, clock());
        isSpent = true;
      }
      const isEnded = held?.member.to !== undefined && held.member.to <= now;
      if (found === undefined || held?.member.role !== 'pendamping' || isEnded) throw new ProblemError('not-found');
      if (isThere && present !== undefined)
        return toHelperView(sealer, found, held, { since: held.member.updatedAt }, present);
      const member = including(held.member, ikmId, now);
      const after: HelperConsent = {
        ikmId,
        memberId,
        etag: nextEtag(present?.etag),
        given: await givenOf(caller, input, found.key, now),
      };
      if (await teams.decide(after, present, { member, before: held.member }))
        return toHelperView(sealer, found, { ...held, member }, { since: now }, after);
    }
    throw new ProblemError('conflict');
  };
};
