import { lookAtIkm, type LookDeps } from '../../shared/domain/funnel/look.ts';
import type { FunnelProofs } from '../../shared/domain/funnel/store.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

type Position = Record<string, string>;

export interface RecountFunnelDeps extends LookDeps {
  readonly proofs: FunnelProofs;
  /** All IKMs of the register, page by page. */
  readonly allIkms: (
    limit: number,
    position: Position | undefined,
  ) => Promise<{ readonly rows: readonly string[]; readonly position: Position | undefined }>;
  readonly round: {
    readonly read: () => Promise<Position | undefined>;
    readonly save: (position: Position | undefined) => Promise<void>;
  };
  readonly clock: Clock;
}

const pageSize = 25;
/** Time that one run takes at most, well within its function's. */
const workMs = 180_000;

/**
 * Counts IKMs anew from their records and puts right what differs: events that were lost, programmes that changed. Goes on where
 * the last run stopped, and begins again after the last IKM. Answers how many it looked at.
 */
export const recountFunnel = ({ proofs, allIkms, round, clock, ...deps }: RecountFunnelDeps) => {
  const look = lookAtIkm(deps);
  return async (): Promise<number> => {
    const untilMs = clock() + workMs;
    let position = await round.read();
    let looked = 0;
    do {
      const page = await allIkms(pageSize, position);
      const at = toIso(clock());
      for (const ikmId of page.rows) {
        const [reached, sales] = await Promise.all([proofs.reached(ikmId, at), proofs.sales(ikmId)]);
        await look(ikmId, { reached, sales });
      }
      looked += page.rows.length;
      ({ position } = page);
      await round.save(position);
    } while (position !== undefined && clock() < untilMs);
    return looked;
  };
};
