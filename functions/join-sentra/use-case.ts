import { derivedId } from '../../shared/domain/derived-id.ts';
import type { HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import { MemberId, type IkmId } from '../../shared/domain/ids.ts';
import { firstEnrolment, locksOf, secretsOf } from '../../shared/domain/ikm/enrolment.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import type { IkmRepository, StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import { toIkmBody, type JoinBody } from '../../shared/domain/ikm/join-body.ts';
import { originOf } from '../../shared/domain/ikm/origin.ts';
import { toIkmView } from '../../shared/domain/ikm/view.ts';
import type { MemberRepository } from '../../shared/domain/member/member-repository.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { sealPerson } from '../../shared/domain/member/person.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { openJoinCode, type JoinCode, type JoinCodes } from '../../shared/domain/sentra/join-code.ts';
import type { SentraRepository, StoredSentra } from '../../shared/domain/sentra/sentra-repository.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface JoinSentraDeps {
  readonly joinCodes: Pick<JoinCodes, 'read'>;
  readonly sentras: Pick<SentraRepository, 'get'>;
  readonly ikms: Pick<IkmRepository, 'get' | 'create'>;
  readonly members: Pick<MemberRepository, 'get' | 'create'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly tally: (what: string, who: string, most: number) => Promise<boolean>;
  readonly clock: Clock;
}

interface Input {
  readonly code: JoinCode;
  readonly ikmId: IkmId;
  readonly body: JoinBody;
}

/** Tries of one person on a day. */
const mostADay = 5;

/** Times a creation that met another one is looked at again. */
const attempts = 3;

/**
 * Enrols the caller's own IKM as a draft in the sentra of the code, marked as enrolled by its owner, and makes the caller its
 * owner; an officer verifies it as any other. The same again, as after a lost answer, goes on where it stopped.
 * @throws ProblemError `not-found` (a code that opens nothing, somebody else's id), `unknown-region`, `already-enrolled`,
 * `too-many-requests`, `bad-request`, `conflict`
 */
export const joinSentra = (deps: JoinSentraDeps) => {
  const { joinCodes, sentras, ikms, members, sealer, hashIdentity, tally, clock } = deps;

  const sentraOf = async (code: JoinCode): Promise<StoredSentra> => {
    const issued = await openJoinCode({ joinCodes, hashIdentity }, code, clock());
    const found = issued === undefined ? undefined : await sentras.get(issued.sentraId);
    if (found === undefined) throw new ProblemError('not-found');
    return found.sentra;
  };

  /** What tells this person's request from anybody else's on the same id. */
  const requestOf = ({ subject }: Caller, { sentraId }: StoredSentra, body: JoinBody) => ({ subject, sentraId, body });

  /** Makes the caller the owner, once. @throws ProblemError `not-found` for who was it, and is no more */
  const adopt = async ({ subject }: Caller, { ikmId, body: { owner } }: Input): Promise<void> => {
    const memberId = MemberId.parse(derivedId('join', ikmId, subject));
    const at = toIso(clock());
    const found = await members.get(memberId);
    if (found !== undefined) {
      const { scope, to } = found.member;
      if (!scope.includes(ikmId) || (to !== undefined && to <= at)) throw new ProblemError('not-found');
      return;
    }
    const key = await sealer.createKey(memberId);
    await members.create(
      {
        ...(await sealPerson({ sealer, hashIdentity }, key, owner)),
        memberId,
        etag: '1',
        createdWith: await sealer.fingerprint(key, owner),
        role: 'pemilik',
        scope: [ikmId],
        // who scanned the code is signed in: there is nothing to wait for
        subject,
        createdAt: at,
        updatedAt: at,
      },
      key,
    );
  };

  const create = async (caller: Caller, { ikmId, body: said }: Input, sentra: StoredSentra) => {
    const at = toIso(clock());
    const body = toIkmBody(said, sentra.sentraId, at);
    const secrets = secretsOf(body, {});
    const [key, locks] = await Promise.all([sealer.createKey(ikmId), locksOf(hashIdentity, body, secrets)]);
    const first = await firstEnrolment(sealer, {
      ...{ ikmId, body, secrets, locks, key, at },
      sentraRegion: originOf(sentra),
    });
    const ikm: StoredIkm = {
      ...first,
      warnings: [...first.warnings, 'self-enrolled'],
      createdWith: await sealer.fingerprint(key, requestOf(caller, sentra, said)),
    };
    return { ikm, key, written: await ikms.create(ikm) };
  };

  return async (caller: Caller, input: Input): Promise<{ readonly created: boolean; readonly ikm: IkmView }> => {
    const sentra = await sentraOf(input.code);
    assertKnownRegion(input.body.regionCode);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const there = await ikms.get(input.ikmId);
      if (there !== undefined) {
        const request = await sealer.fingerprint(there.key, requestOf(caller, sentra, input.body));
        // what was erased has no fingerprint, and is nobody's
        if (request === '' || there.ikm.createdWith !== request) throw new ProblemError('not-found');
        await adopt(caller, input);
        return { created: false, ikm: await toIkmView(sealer, there.ikm, there.key, clock()) };
      }
      // scopes name both kinds of places by id: an owner must not become one of a sentra
      if ((await sentras.get(input.ikmId)) !== undefined) throw new ProblemError('not-found');
      if (!(await tally('join', caller.subject, mostADay))) throw new ProblemError('too-many-requests');
      const { ikm, key, written } = await create(caller, input, sentra);
      if (written === 'taken') throw new ProblemError('already-enrolled');
      if (written === 'conflict') continue;
      await adopt(caller, input);
      return { created: true, ikm: await toIkmView(sealer, ikm, key, clock()) };
    }
    throw new ProblemError('conflict');
  };
};
