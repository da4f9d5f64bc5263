import { nikDoubts } from '../identity/nik-doubts.ts';
import { maskNik } from '../identity/nik.ts';
import { maskNpwp } from '../identity/npwp.ts';
import { maskMobile } from '../identity/phone.ts';
import type { DataKey, HashIdentity, Sealer } from '../identity/sealer.ts';
import type { IkmHistoryEntry } from '../ikm/ikm.ts';
import { locksOf } from '../ikm/enrolment.ts';
import type { IkmSecrets, StoredIkm } from '../ikm/ikm-repository.ts';
import { assertChangeable } from '../ikm/state.ts';
import { withStep } from '../ikm/step.ts';
import { ProblemError } from '../problem.ts';
import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';

interface Merge {
  readonly kept: { readonly ikm: StoredIkm; readonly key: DataKey };
  readonly dropped: { readonly ikm: StoredIkm; readonly key: DataKey };
  readonly by: string;
  readonly at: IsoInstant;
}

/** What a record without consent takes over goes together: the version, its time and who gave it. */
const consentFields = ['consentVersion', 'consentAt', 'consentBy'] as const;
/** What belongs to the dropped record's own site. */
const ofSite = ['address', 'originReason'] as const;

const without = (secrets: IkmSecrets, names: readonly string[]): IkmSecrets =>
  Object.fromEntries(Object.entries(secrets).filter(([name]) => !names.includes(name)));

const fillSecrets = (kept: IkmSecrets, dropped: IkmSecrets): IkmSecrets => ({
  ...without(dropped, [...ofSite, ...(kept.consentVersion === undefined ? [] : consentFields)]),
  ...kept,
});

/** Plain fields that a record may lack. Its place and name are its own. */
const fillPlain = (kept: StoredIkm, dropped: StoredIkm) => {
  const { nib, kbli, postalCode, workers, investmentIdr, capitalIdr, annualSalesIdr } = dropped;
  const fillings = { nib, kbli, postalCode, workers, investmentIdr, capitalIdr, annualSalesIdr };
  const missing = Object.fromEntries(Object.entries(fillings).filter(([, value]) => value !== undefined));
  return { ...missing, ...kept };
};

/**
 * Two records of one firm as one: the kept one gets what it lacks, and the locks of both; the other is closed for good and
 * points to it.
 * @throws ProblemError `wrong-state` for a kept record that is rejected or closed, or a dropped one that is closed
 */
export const mergedRecords = async (
  { sealer, hashIdentity }: { readonly sealer: Pick<Sealer, 'open' | 'seal'>; readonly hashIdentity: HashIdentity },
  { kept, dropped, by, at }: Merge,
): Promise<{ readonly kept: StoredIkm; readonly dropped: StoredIkm }> => {
  assertChangeable(kept.ikm.state);
  if (dropped.ikm.state === 'closed') throw new ProblemError('wrong-state');
  const was: IkmSecrets = await sealer.open(kept.key, kept.ikm.sealed);
  const secrets = fillSecrets(was, await sealer.open(dropped.key, dropped.ikm.sealed));
  const { nik, phone, npwp } = secrets;
  const plain = fillPlain(kept.ikm, dropped.ikm);
  const here = await locksOf(hashIdentity, plain, secrets);
  const entry = (other: string): IkmHistoryEntry => ({ step: 'merge', at, by, reasons: [], other });
  return {
    kept: {
      ...plain,
      owner: {
        ...kept.ikm.owner,
        ...(nik === undefined ? {} : { nik: maskNik(nik) }),
        ...(phone === undefined ? {} : { phone: maskMobile(phone) }),
      },
      ...(npwp === undefined ? {} : { npwp: maskNpwp(npwp) }),
      warnings:
        nik === was.nik
          ? kept.ikm.warnings
          : [...kept.ikm.warnings.filter((code) => code !== 'nik-missing'), ...nikDoubts(nik ?? '')],
      locks: [...new Set([...kept.ikm.locks, ...dropped.ikm.locks, ...here.locks])],
      keyVersion: here.keyVersion ?? kept.ikm.keyVersion,
      sealed: await sealer.seal(kept.key, secrets),
      etag: nextEtag(kept.ikm.etag),
      history: withStep(kept.ikm.history, entry(dropped.ikm.ikmId)),
      updatedAt: at,
    },
    dropped: {
      ...dropped.ikm,
      state: 'closed',
      mergedInto: kept.ikm.ikmId,
      locks: [],
      etag: nextEtag(dropped.ikm.etag),
      history: withStep(dropped.ikm.history, entry(kept.ikm.ikmId)),
      updatedAt: at,
    },
  };
};
