import { ProblemError } from '../problem.ts';
import type { SentraSummary } from '../sentra/sentra.ts';
import type { IkmSecrets, StoredIkm } from './ikm-repository.ts';
import type { IkmWarningCode } from './warnings.ts';

/**
 * The region that a sentra's members produce in. A digital sentra gathers makers of software and content, who work wherever
 * they are, so it has none; a pesantren's makers produce at the pesantren.
 */
export const originOf = ({ kind, regionCode }: Pick<SentraSummary, 'kind' | 'regionCode'>): string | undefined =>
  kind === 'digital' ? undefined : regionCode;

/** Whether a site lies outside the kabupaten/kota that it should lie in. */
export const isElsewhere = (regionCode: string, origin: string | undefined): boolean =>
  origin !== undefined && origin.slice(0, 5) !== regionCode.slice(0, 5);

/** What is said of a site by whether it lies outside its sentra's kabupaten/kota and a reason is given. */
export const originWarnings = (
  isOutsideOrigin: boolean,
  { originReason }: Pick<IkmSecrets, 'originReason'>,
): IkmWarningCode[] => {
  if (!isOutsideOrigin) return [];
  return [originReason === undefined ? 'outside-sentra-region' : 'origin-excepted'];
};

/** Whether an enrolment was found outside its sentra's kabupaten/kota. */
export const isOutside = ({ warnings }: Pick<StoredIkm, 'warnings'>): boolean =>
  warnings.includes('outside-sentra-region') || warnings.includes('origin-excepted');

/** @throws ProblemError `origin-unexplained` for a site outside its sentra's kabupaten/kota without a reason. */
export const assertOriginExplained = ({ warnings }: Pick<StoredIkm, 'warnings'>): void => {
  if (warnings.includes('outside-sentra-region')) throw new ProblemError('origin-unexplained');
};
