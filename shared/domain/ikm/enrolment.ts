import { canonicalJson } from '../digest.ts';
import { nikDoubts } from '../identity/nik-doubts.ts';
import { isNikMask, maskNik } from '../identity/nik.ts';
import { isNpwpMask, maskNpwp, normaliseNpwp } from '../identity/npwp.ts';
import { isMobileMask, maskMobile, toMobile } from '../identity/phone.ts';
import { hashesOf, type DataKey, type HashIdentity, type Sealer } from '../identity/sealer.ts';
import { siteOf } from '../identity/site.ts';
import type { IkmId } from '../ids.ts';
import type { Role } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';
import type { Imported } from '../intake/imported.ts';
import type { IkmBody } from './ikm.ts';
import type { IkmSecrets, StoredIkm } from './ikm-repository.ts';
import { isElsewhere, isOutside, originWarnings } from './origin.ts';
import { assertChangeable } from './state.ts';
import type { IkmWarningCode } from './warnings.ts';

/** Who enrols: officers, and mentors into the sentra they serve. Owners join by a membership, and change their own. */
export const enrolling = ['kementerian', 'dinas', 'pendamping'] as const satisfies readonly Role[];

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

/**
 * The fields of a body that are sealed, in full. @throws ProblemError `bad-request` for a mask of anything but the value
 * before
 */
export const secretsOf = (
  { owner, npwp, address, consent, originException }: IkmBody,
  before: IkmSecrets,
): IkmSecrets => {
  const phone = unmask('owner/phone', owner.phone, before.phone, { isMask: isMobileMask, mask: maskMobile });
  const taxNumber = unmask('npwp', npwp, before.npwp, { isMask: isNpwpMask, mask: maskNpwp });
  const nik = unmask('owner/nik', owner.nik, before.nik, { isMask: isNikMask, mask: maskNik });
  return Object.fromEntries(
    Object.entries({
      ownerName: owner.name,
      nik,
      phone: phone === undefined ? undefined : toMobile(phone),
      contactPerson: owner.contactPerson,
      contactVia: owner.contactVia,
      npwp: taxNumber === undefined ? undefined : normaliseNpwp(taxNumber),
      address,
      consentVersion: consent?.version,
      consentAt: consent?.at,
      consentBy: consent?.by,
      originReason: originException?.reason,
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

/** The part of a stored IKM that follows from the body alone. */
const plainOf = (body: IkmBody, { nik, phone, npwp }: IkmSecrets) => {
  const { owner, npwp: _npwp, address: _address, consent: _consent, originException: _origin, ...plain } = body;
  return {
    ...plain,
    owner: {
      kind: owner.kind,
      ...(owner.entityType === undefined ? {} : { entityType: owner.entityType }),
      ...(nik === undefined ? {} : { nik: maskNik(nik) }),
      ...(phone === undefined ? {} : { phone: maskMobile(phone) }),
    },
    ...(npwp === undefined ? {} : { npwp: maskNpwp(npwp) }),
  };
};

/** What guards an enrolment against being made twice: keyed hashes of NIK and NIB at the production site. */
export interface Locks {
  readonly locks: readonly string[];
  readonly keyVersion: string | undefined;
}

/** The locks of a firm at its site; under the key before too, while the key is being rotated. */
export const locksOf = async (
  hashIdentity: HashIdentity,
  { regionCode, nib }: Pick<IkmBody, 'regionCode' | 'nib'>,
  { nik, address = '' }: IkmSecrets,
): Promise<Locks> => {
  const site = siteOf(regionCode, address);
  const made = await Promise.all([
    ...(nik === undefined ? [] : [hashIdentity('nik-site', `${nik}|${site}`)]),
    ...(nib === undefined ? [] : [hashIdentity('nib-site', `${nib}|${site}`)]),
  ]);
  return { locks: made.flatMap(hashesOf), keyVersion: made[0]?.keyVersion };
};

const nikWarnings = (body: IkmBody, { nik }: IkmSecrets): readonly IkmWarningCode[] =>
  nik === undefined ? (body.owner.kind === 'person' ? ['nik-missing'] : []) : nikDoubts(nik);

/** A new enrolment, as a draft. */
export const firstEnrolment = async (
  sealer: Pick<Sealer, 'seal' | 'fingerprint'>,
  {
    ikmId,
    body,
    secrets,
    locks,
    key,
    sentraRegion,
    imported,
    at,
  }: {
    readonly ikmId: IkmId;
    readonly body: IkmBody;
    readonly secrets: IkmSecrets;
    readonly locks: Locks;
    readonly key: DataKey;
    readonly sentraRegion: string | undefined;
    readonly imported?: Imported;
    readonly at: IsoInstant;
  },
): Promise<StoredIkm> => ({
  ...plainOf(body, secrets),
  ...locks,
  ikmId,
  etag: '1',
  state: 'draft',
  warnings: [...nikWarnings(body, secrets), ...originWarnings(isElsewhere(body.regionCode, sentraRegion), secrets)],
  reasons: [],
  history: [],
  createdWith: await sealer.fingerprint(key, body),
  dataKey: key.wrapped,
  sealed: await sealer.seal(key, secrets),
  imported,
  createdAt: at,
  updatedAt: at,
});

/**
 * An enrolment with another body. Who it is and where it belongs stays: moving needs both offices, so it is not done by a
 * plain change.
 * @throws ProblemError `wrong-state`, `identity-fixed`, `bad-request`
 */
export const changedEnrolment = async (
  { sealer, hashIdentity }: { readonly sealer: Sealer; readonly hashIdentity: HashIdentity },
  before: StoredIkm,
  key: DataKey,
  body: IkmBody,
  at: IsoInstant,
): Promise<StoredIkm> => {
  assertChangeable(before.state);
  const was: IkmSecrets = await sealer.open(key, before.sealed);
  const secrets = secretsOf(body, was);
  const isMoved = body.regionCode !== before.regionCode || body.sentraId !== before.sentraId;
  const isOther = body.owner.kind !== before.owner.kind || (was.nik !== undefined && secrets.nik !== was.nik);
  if (isMoved || isOther) throw new ProblemError('identity-fixed');
  const isSameSite = siteOf(before.regionCode, was.address ?? '') === siteOf(body.regionCode, body.address);
  const isSameFirm = isSameSite && secrets.nik === was.nik && body.nib === before.nib;
  return {
    ...plainOf(body, secrets),
    ...(isSameFirm
      ? { locks: before.locks, keyVersion: before.keyVersion }
      : await locksOf(hashIdentity, body, secrets)),
    ikmId: before.ikmId,
    etag: nextEtag(before.etag),
    state: before.state,
    warnings: [
      ...nikWarnings(body, secrets),
      ...originWarnings(isOutside(before), secrets),
      ...before.warnings.filter((code) => code === 'self-enrolled'),
    ],
    reasons: before.reasons,
    history: before.history,
    submittedAt: before.submittedAt,
    createdWith: before.createdWith,
    imported: before.imported,
    dataKey: before.dataKey,
    sealed: await sealer.seal(key, secrets),
    createdAt: before.createdAt,
    updatedAt: at,
  };
};

/** Whether an enrolment already is as a body says; what the body leaves out may be there all the same. */
export const isAsSaid = async (
  sealer: Pick<Sealer, 'open'>,
  ikm: StoredIkm,
  key: DataKey,
  body: IkmBody,
): Promise<boolean> => {
  const was: IkmSecrets = await sealer.open(key, ikm.sealed);
  const secrets = secretsOf(body, was);
  const isThere = (there: Readonly<Record<string, unknown>>, said: object): boolean =>
    Object.entries(said).every(([name, value]) => canonicalJson(there[name]) === canonicalJson(value));
  const { owner, ...plain } = plainOf(body, secrets);
  return isThere(was, secrets) && isThere({ ...ikm }, plain) && isThere({ ...ikm.owner }, owner);
};
