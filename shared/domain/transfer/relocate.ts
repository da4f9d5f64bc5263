import type { DataKey, HashIdentity, Sealer } from '../identity/sealer.ts';
import { siteOf } from '../identity/site.ts';
import type { SentraId } from '../ids.ts';
import { locksOf } from '../ikm/enrolment.ts';
import type { IkmSecrets, StoredIkm } from '../ikm/ikm-repository.ts';
import { assertOriginExplained, isElsewhere, isOutside, originWarnings } from '../ikm/origin.ts';
import { assertChangeable } from '../ikm/state.ts';
import { withStep } from '../ikm/step.ts';
import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';

/** Where an IKM belongs. */
export interface Station {
  readonly sentraId?: SentraId | undefined;
  readonly regionCode: string;
}

/** A move: where to, the new address if the site moves too, and why. */
export interface Relocation {
  readonly to: Station;
  /** The region that the new sentra's members produce in. */
  readonly origin: string | undefined;
  readonly address?: string | undefined;
  /** Why the site may lie outside that region. */
  readonly originReason?: string | undefined;
  readonly reason: string;
  readonly by: string;
  readonly at: IsoInstant;
  readonly transferId?: string | undefined;
}

export interface RelocateDeps {
  readonly sealer: Pick<Sealer, 'open' | 'seal'>;
  readonly hashIdentity: HashIdentity;
}

/** Whether both mean the same place in the register. */
export const isSameStation = (one: Station, other: Station): boolean =>
  one.sentraId === other.sentraId && one.regionCode === other.regionCode;

export const stationOf = ({ sentraId, regionCode }: Station): { sentraId?: SentraId; regionCode: string } => ({
  ...(sentraId === undefined ? {} : { sentraId }),
  regionCode,
});

/**
 * An IKM at its new place, with the locks of its new site. What was verified stays so only where it belongs, or for a reason
 * that is given.
 * @throws ProblemError `wrong-state`, `origin-unexplained`
 */
export const relocated = async (
  { sealer, hashIdentity }: RelocateDeps,
  before: StoredIkm,
  key: DataKey,
  { to, origin, address, originReason, reason, by, at, transferId }: Relocation,
): Promise<StoredIkm> => {
  assertChangeable(before.state);
  const { originReason: _, ...was }: IkmSecrets = await sealer.open(key, before.sealed);
  const secrets: IkmSecrets = {
    ...was,
    ...(address === undefined ? {} : { address }),
    ...(originReason === undefined ? {} : { originReason }),
  };
  const isSameSite = siteOf(before.regionCode, was.address ?? '') === siteOf(to.regionCode, secrets.address ?? '');
  const { sentraId: _left, ...rest } = before;
  const after: StoredIkm = {
    ...rest,
    ...stationOf(to),
    ...(isSameSite ? {} : await locksOf(hashIdentity, { regionCode: to.regionCode, nib: before.nib }, secrets)),
    etag: nextEtag(before.etag),
    warnings: [
      ...before.warnings.filter((code) => !isOutside({ warnings: [code] })),
      ...originWarnings(isElsewhere(to.regionCode, origin), secrets),
    ],
    history: withStep(before.history, {
      step: 'transfer',
      at,
      by,
      reasons: [reason],
      from: stationOf(before),
      to: stationOf(to),
      ...(transferId === undefined ? {} : { transferId }),
    }),
    sealed: await sealer.seal(key, secrets),
    updatedAt: at,
  };
  if (after.state === 'approved' || after.state === 'suspended') assertOriginExplained(after);
  return after;
};
