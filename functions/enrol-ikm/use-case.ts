import { nikDoubts } from '../../shared/domain/identity/nik-doubts.ts';
import { isNikMask, maskNik } from '../../shared/domain/identity/nik.ts';
import { isNpwpMask, maskNpwp, normaliseNpwp } from '../../shared/domain/identity/npwp.ts';
import { isMobileMask, maskMobile, toMobile } from '../../shared/domain/identity/phone.ts';
import type { DataKey, HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import { siteOf } from '../../shared/domain/identity/site.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmBody, IkmView } from '../../shared/domain/ikm/ikm.ts';
import type { IkmRepository, IkmSecrets, StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import { assertChangeable } from '../../shared/domain/ikm/state.ts';
import { toIkmView } from '../../shared/domain/ikm/view.ts';
import type { IkmWarningCode } from '../../shared/domain/ikm/warnings.ts';
import { anyone, isAllowed, type Caller, type Role } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { decideSave, nextEtag } from '../../shared/domain/save.ts';
import type { SentraRepository } from '../../shared/domain/sentra/sentra-repository.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface EnrolIkmDeps {
  readonly ikms: Pick<IkmRepository, 'get' | 'create' | 'change'>;
  readonly sentras: Pick<SentraRepository, 'get'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

export interface EnrolIkmInput {
  readonly ikmId: IkmId;
  readonly body: IkmBody;
  readonly ifMatch: string | undefined;
}

/** Who enrols: officers, and mentors into the sentra they serve. Owners join by a membership, and change their own. */
const enrolling = ['kementerian', 'dinas', 'pendamping'] as const satisfies readonly Role[];

/** Times a creation that met another one is looked at again. */
const attempts = 3;

const maskedFault = (path: string): ProblemError =>
  new ProblemError('bad-request', [
    {
      path,
      code: 'masked',
      message: {
        id: 'Isi lengkap; tanda • hanya boleh bila nilainya tidak diubah.',
        en: 'Write it in full; a mask only stands for an unchanged value.',
      },
    },
  ]);

/** A mask stands for the value it was made of; anything else is the new value. */
const unmask = (
  path: string,
  sent: string | undefined,
  was: string | undefined,
  { isMask, mask }: { isMask: (text: string) => boolean; mask: (text: string) => string },
): string | undefined => {
  if (sent === undefined || !isMask(sent)) return sent;
  if (was !== undefined && mask(was) === sent) return was;
  throw maskedFault(path);
};

const secretsOf = ({ owner, npwp, address, consent }: IkmBody, before: IkmSecrets): IkmSecrets => {
  const phone = unmask('owner/phone', owner.phone, before.phone, { isMask: isMobileMask, mask: maskMobile });
  const taxNumber = unmask('npwp', npwp, before.npwp, { isMask: isNpwpMask, mask: maskNpwp });
  const nik = unmask('owner/nik', owner.nik, before.nik, { isMask: isNikMask, mask: maskNik });
  return Object.fromEntries(
    Object.entries({
      ownerName: owner.name,
      nik,
      phone: phone === undefined ? undefined : toMobile(phone),
      contactVia: owner.contactVia,
      npwp: taxNumber === undefined ? undefined : normaliseNpwp(taxNumber),
      address,
      consentVersion: consent?.version,
      consentAt: consent?.at,
      consentBy: consent?.by,
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

/** The part of a stored IKM that follows from the body alone. */
const plainOf = (body: IkmBody, { nik, phone, npwp }: IkmSecrets) => {
  const { owner, npwp: _npwp, address: _address, consent: _consent, ...plain } = body;
  return {
    ...plain,
    owner: {
      kind: owner.kind,
      ...(nik === undefined ? {} : { nik: maskNik(nik) }),
      ...(phone === undefined ? {} : { phone: maskMobile(phone) }),
    },
    ...(npwp === undefined ? {} : { npwp: maskNpwp(npwp) }),
  };
};

/**
 * Enrols an IKM, or changes it. One enrolment per NIK (and per NIB) and production site.
 * @throws ProblemError `bad-request`, `unknown-region`, `forbidden`, `not-found`, `if-match-required`, `stale-etag`,
 * `identity-fixed`, `already-enrolled`, `wrong-state`
 */
export const enrolIkm = ({ ikms, sentras, sealer, hashIdentity, clock }: EnrolIkmDeps) => {
  const locksOf = async (body: IkmBody, { nik, address = '' }: IkmSecrets) => {
    const site = siteOf(body.regionCode, address);
    const hashes = await Promise.all([
      ...(nik === undefined ? [] : [hashIdentity('nik-site', `${nik}|${site}`)]),
      ...(body.nib === undefined ? [] : [hashIdentity('nib-site', `${body.nib}|${site}`)]),
    ]);
    return { locks: hashes.map(({ hash }) => hash), keyVersion: hashes[0]?.keyVersion };
  };

  const warningsOf = (body: IkmBody, { nik }: IkmSecrets, sentraRegion: string | undefined): IkmWarningCode[] => [
    ...(nik === undefined ? (body.owner.kind === 'person' ? ['nik-missing' as const] : []) : nikDoubts(nik)),
    ...(sentraRegion !== undefined && sentraRegion.slice(0, 5) !== body.regionCode.slice(0, 5)
      ? ['outside-sentra-region' as const]
      : []),
  ];

  const create = async (
    { ikmId, body, ifMatch }: EnrolIkmInput,
    sentraRegion: string | undefined,
  ): Promise<IkmView | undefined> => {
    decideSave(undefined, { ifMatch, digest: '' });
    const secrets = secretsOf(body, {});
    const [key, locks] = await Promise.all([sealer.createKey(ikmId), locksOf(body, secrets)]);
    const now = toIso(clock());
    const ikm: StoredIkm = {
      ...plainOf(body, secrets),
      ...locks,
      ikmId,
      etag: '1',
      state: 'draft',
      warnings: warningsOf(body, secrets, sentraRegion),
      reasons: [],
      history: [],
      createdWith: await sealer.fingerprint(key, body),
      sealed: await sealer.seal(key, secrets),
      createdAt: now,
      updatedAt: now,
    };
    const written = await ikms.create(ikm, key);
    if (written === 'taken') throw new ProblemError('already-enrolled');
    return written === 'written' ? toIkmView(sealer, ikm, key) : undefined;
  };

  const change = async (before: StoredIkm, key: DataKey, body: IkmBody): Promise<IkmView> => {
    assertChangeable(before.state);
    const was: IkmSecrets = await sealer.open(key, before.sealed);
    const secrets = secretsOf(body, was);
    // who it is and where it belongs: moving needs both offices, so it is not done by a plain change
    const isMoved = body.regionCode !== before.regionCode || body.sentraId !== before.sentraId;
    const isOther = body.owner.kind !== before.owner.kind || (was.nik !== undefined && secrets.nik !== was.nik);
    if (isMoved || isOther) throw new ProblemError('identity-fixed');
    const isSameSite = siteOf(before.regionCode, was.address ?? '') === siteOf(body.regionCode, body.address);
    const isSameFirm = isSameSite && secrets.nik === was.nik && body.nib === before.nib;
    const ikm: StoredIkm = {
      ...plainOf(body, secrets),
      ...(isSameFirm ? { locks: before.locks, keyVersion: before.keyVersion } : await locksOf(body, secrets)),
      ikmId: before.ikmId,
      etag: nextEtag(before.etag),
      state: before.state,
      warnings: [
        ...warningsOf(body, secrets, undefined),
        ...before.warnings.filter((code) => code === 'outside-sentra-region'),
      ],
      reasons: before.reasons,
      history: before.history,
      submittedAt: before.submittedAt,
      createdWith: before.createdWith,
      sealed: await sealer.seal(key, secrets),
      createdAt: before.createdAt,
      updatedAt: toIso(clock()),
    };
    const written = await ikms.change(ikm, before);
    if (written === 'taken') throw new ProblemError('already-enrolled');
    if (written === 'conflict') throw new ProblemError('stale-etag');
    return toIkmView(sealer, ikm, key);
  };

  /** The sentra's region; a sentra outside the caller's scope is not there. */
  const sentraRegionOf = async (caller: Caller, sentraId: string | undefined): Promise<string | undefined> => {
    if (sentraId === undefined) return undefined;
    const found = await sentras.get(sentraId);
    if (found !== undefined && isAllowed(caller, found.sentra, anyone)) return found.sentra.regionCode;
    throw new ProblemError('not-found', [
      {
        path: 'sentraId',
        code: 'not-found',
        message: {
          id: 'Sentra ini tidak ada atau bukan wewenang Anda. Pilih sentra lain, atau kosongkan.',
          en: 'There is no such sentra in your scope. Choose another, or leave it out.',
        },
      },
    ]);
  };

  return async (caller: Caller, input: EnrolIkmInput): Promise<{ created: boolean; ikm: IkmView }> => {
    const { ikmId, body, ifMatch } = input;
    assertMember(caller);
    assertKnownRegion(body.regionCode);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await ikms.get(ikmId);
      if (found === undefined || !isAllowed(caller, found.ikm, anyone)) {
        // asked first, so that the answer for a foreign region does not tell whether the id is in use
        const place = { regionCode: body.regionCode, sentraId: body.sentraId };
        if (!isAllowed(caller, place, enrolling)) throw new ProblemError('forbidden');
        if (found !== undefined) throw new ProblemError('not-found');
        const created = await create(input, await sentraRegionOf(caller, body.sentraId));
        if (created !== undefined) return { created: true, ikm: created };
        continue;
      }
      const { ikm, key } = found;
      const digest = await sealer.fingerprint(key, body);
      return decideSave(ikm, { ifMatch, digest }) === 'change'
        ? { created: false, ikm: await change(ikm, key, body) }
        : { created: false, ikm: await toIkmView(sealer, ikm, key) };
    }
    throw new ProblemError('conflict');
  };
};
