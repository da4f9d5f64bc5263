import type { Sealer, DataKey } from '../identity/sealer.ts';
import { reasonDetail } from '../reason/reason-detail.ts';
import { timeZoneOf } from '../region/time-zone.ts';
import { jakartaDayOf } from '../time.ts';
import { IkmSummary, type IkmView } from './ikm.ts';
import type { IkmSecrets, StoredIkm } from './ikm-repository.ts';
import { sizeClassesOf } from './size-class.ts';
import { adviceOn, toWarning } from './warnings.ts';

const Summary = IkmSummary.strip();

/** What lists show of a stored IKM. */
export const toIkmSummary = (ikm: StoredIkm): IkmSummary =>
  Summary.parse({ ...ikm, warnings: ikm.warnings.map(toWarning) });

/**
 * All that those in scope see, with what follows from it now: advice, size, time zone, what reasons mean.
 * @throws Error when the sealed fields cannot be opened
 */
export const toIkmView = async (
  sealer: Pick<Sealer, 'open'>,
  ikm: StoredIkm,
  key: DataKey,
  nowMs: number,
): Promise<IkmView> => {
  const secrets: IkmSecrets = await sealer.open(key, ikm.sealed);
  const {
    ownerName: name = '',
    contactPerson,
    contactVia,
    address = '',
    consentVersion,
    consentAt,
    consentBy,
    originReason,
  } = secrets;
  const today = jakartaDayOf(nowMs);
  const summary = toIkmSummary(ikm);
  return {
    ...summary,
    warnings: [...summary.warnings, ...adviceOn(ikm, today)],
    owner: {
      ...summary.owner,
      name,
      ...(contactPerson === undefined ? {} : { contactPerson }),
      ...(contactVia === undefined ? {} : { contactVia }),
    },
    address,
    ...(consentVersion === undefined || consentAt === undefined || consentBy === undefined
      ? {}
      : { consent: { version: consentVersion, at: consentAt, by: consentBy } }),
    ...(originReason === undefined ? {} : { originException: { reason: originReason } }),
    timeZone: timeZoneOf(ikm.regionCode),
    sizeClasses: sizeClassesOf(ikm, today),
    reasonDetails: ikm.reasons.map(reasonDetail),
    history: ikm.history.map((entry) => ({ ...entry, reasonDetails: entry.reasons.map(reasonDetail) })),
  };
};
