import { expect } from '@jest/globals';
import { ulid } from 'ulid';
import { askHelperCode } from '../../../functions/ask-helper-code/use-case.ts';
import { decideClaim } from '../../../functions/decide-claim/use-case.ts';
import { enrolIkm } from '../../../functions/enrol-ikm/use-case.ts';
import { fileClaim } from '../../../functions/file-claim/use-case.ts';
import { getMe } from '../../../functions/get-me/use-case.ts';
import { getJoin } from '../../../functions/get-join/use-case.ts';
import { getJoinCode } from '../../../functions/get-join-code/use-case.ts';
import { joinSentra } from '../../../functions/join-sentra/use-case.ts';
import { renewJoinCode } from '../../../functions/renew-join-code/use-case.ts';
import { submitIkm } from '../../../functions/submit-ikm/use-case.ts';
import { getIkm } from '../../../functions/get-ikm/use-case.ts';
import { handOverMember } from '../../../functions/hand-over-member/use-case.ts';
import { listClaims } from '../../../functions/list-claims/use-case.ts';
import { listFiledClaims } from '../../../functions/list-filed-claims/use-case.ts';
import { listHelperCodes } from '../../../functions/list-helper-codes/use-case.ts';
import { listHelpers } from '../../../functions/list-helpers/use-case.ts';
import { listIkms } from '../../../functions/list-ikms/use-case.ts';
import { removeHelper } from '../../../functions/remove-helper/use-case.ts';
import { saveHelper } from '../../../functions/save-helper/use-case.ts';
import { saveMember } from '../../../functions/save-member/use-case.ts';
import { saveSentra } from '../../../functions/save-sentra/use-case.ts';
import { onSignIn } from '../../../functions/bind-member/on-sign-in.ts';
import { IkmId, MemberId, SentraId, type PaperId } from '../../../shared/domain/ids.ts';
import { IkmBody } from '../../../shared/domain/ikm/ikm.ts';
import { createPlaceFinder } from '../../../shared/domain/member/appointment.ts';
import { MemberBody } from '../../../shared/domain/member/member-body.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { SentraBody } from '../../../shared/domain/sentra/sentra.ts';
import { toIso } from '../../../shared/domain/time.ts';
import { drawQr } from '../../../shared/drawing/qr.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createClaims } from '../../../shared/persistence/claims.dynamo.ts';
import { createIdentityHash } from '../../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../../shared/persistence/ikm-repository.dynamo.ts';
import { createJoinCodes } from '../../../shared/persistence/join-codes.dynamo.ts';
import { createMemberRepository } from '../../../shared/persistence/member-repository.dynamo.ts';
import { createMembershipsOf } from '../../../shared/persistence/memberships.dynamo.ts';
import { createPapers } from '../../../shared/persistence/papers.dynamo.ts';
import { createNamesOfIkms, createPlaceOfIkm, createPlaceOfSentra } from '../../../shared/persistence/places.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../../shared/persistence/sentra-repository.dynamo.ts';
import { createTally } from '../../../shared/persistence/tallies.dynamo.ts';
import { createTeams } from '../../../shared/persistence/teams.dynamo.ts';
import { createFakeKms } from '../../fake-kms.ts';

export const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});
export const ministry = as('kementerian');
/** The office of the area that everything stands in. */
export const office = as('dinas', '35');
export const elsewhere = as('dinas', '33');
export const code = (problem: string): unknown => expect.objectContaining({ code: problem });

/** The use cases of who belongs to whom, over a real table. */
export const using = (
  table: TableAt,
  { kms } = createFakeKms() as Pick<ReturnType<typeof createFakeKms>, 'kms'>,
  instead: { members?: ReturnType<typeof createMemberRepository> } = {},
) => {
  const time = { ms: Date.UTC(2026, 10, 22) };
  const clock = (): number => time.ms;
  const [members, ikms, sentras] = [
    createMemberRepository(table),
    createIkmRepository(table),
    createSentraRepository(table),
  ];
  const deps = {
    ...{ members, ikms, sentras, clock },
    sealer: createSealer({ kms, keyId: 'seal', clock }),
    hashIdentity: createIdentityHash({ kms, keyId: 'identity' }),
    find: createPlaceFinder(ikms, sentras),
    placeOfIkm: createPlaceOfIkm(table),
    placeOfSentra: createPlaceOfSentra(table),
    teams: createTeams(table),
    papers: createPapers(table, clock),
    claims: createClaims(table),
    joinCodes: createJoinCodes(table),
    publicUrl: 'https://ikm.example',
    drawQr,
    namesOfIkms: createNamesOfIkms(table),
    tally: createTally(table, clock),
    newNonce: ulid,
    logger: { info: () => undefined, error: () => undefined },
    ...instead,
  };
  const membershipsOf = createMembershipsOf(table);
  const signIn = onSignIn(deps);
  const save = saveMember(deps);
  return {
    ...{ deps, kms, time, membershipsOf, save },
    helpers: { list: listHelpers(deps), save: saveHelper(deps), remove: removeHelper(deps) },
    codes: { ask: askHelperCode(deps), list: listHelperCodes(deps) },
    claims: { file: fileClaim(deps), filed: listFiledClaims(deps), list: listClaims(deps), decide: decideClaim(deps) },
    handOver: handOverMember(deps),
    joins: { code: getJoinCode(deps), renew: renewJoinCode(deps), look: getJoin(deps), join: joinSentra(deps) },
    me: getMe(deps),
    getIkm: getIkm(deps),
    submit: submitIkm(deps),
    listIkms: listIkms(deps),

    enrol: async (
      regionCode: string,
      part: Partial<IkmBody> = {},
      ikmId: IkmId = IkmId.parse(ulid()),
    ): Promise<IkmId> => {
      const body = IkmBody.parse({
        businessName: 'Keripik',
        owner: { kind: 'entity', name: 'Siti Aminah' },
        komoditas: 'makanan',
        address: `Jl. ${ikmId}`,
        legalBasis: 'public-task',
        regionCode,
        ...part,
      });
      await enrolIkm(deps)(ministry, { ikmId, body, ifMatch: undefined });
      return ikmId;
    },

    sentra: async (regionCode: string): Promise<SentraId> => {
      const sentraId = SentraId.parse(ulid());
      const body = SentraBody.parse({ name: 'Tempe', kind: 'sentra', komoditas: 'makanan', regionCode, address: 'a' });
      await saveSentra(deps)(ministry, { sentraId, body, ifMatch: undefined });
      return sentraId;
    },

    /** A photographed letter among the papers of an IKM. */
    paper: async (ikmId: IkmId, paperId: PaperId): Promise<void> => {
      const at = toIso(time.ms);
      const file = { contentType: 'image/png', bytes: 1, fileId: 'f', announcedAt: at, state: 'ready' } as const;
      const made = { etag: '1', revision: '1', archived: false, createdWith: '', createdAt: at, updatedAt: at };
      const facts = { type: 'consent-letter' } as const;
      await deps.papers.write(undefined, { paperId, ikmId, regionCode: '35.73', facts, file, ...made });
    },

    /** Somebody made a member who has signed in; asks with the memberships that the register has now. */
    member: async (role: Role, scope: string[], by: Caller = ministry) => {
      const memberId = MemberId.parse(ulid());
      const subject = `sub-${memberId}`;
      const email = `${memberId.toLowerCase()}@x.example`;
      const body = MemberBody.parse({ name: `Nama ${memberId}`, email, role, scope, instansi: 'KIM Sanan' });
      await save(by, { memberId, body, ifMatch: undefined });
      await signIn({ request: { userAttributes: { sub: subject, email, email_verified: 'true' } } });
      return {
        memberId,
        body,
        caller: async (): Promise<Caller> => ({ subject, memberships: await membershipsOf(subject) }),
      };
    },
    signIn,
  };
};
