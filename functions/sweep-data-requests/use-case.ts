import type { DataRequests } from '../../shared/domain/privacy/data-request.ts';
import { provinces } from '../../shared/domain/region/provinces.ts';
import { nextEtag } from '../../shared/domain/save.ts';

export interface SweepDataRequestsDeps {
  readonly requests: Pick<DataRequests, 'read' | 'waiting' | 'write'>;
}

/** Requests per province and run. */
const most = 100;

/** Takes the next step of every request that is being carried out: of one that goes on by itself it is a step too many, and free. */
export const sweepDataRequests =
  ({ requests }: SweepDataRequestsDeps) =>
  async (): Promise<void> => {
    for (const province of provinces)
      for (const { ikmId, requestId, state } of await requests.waiting([province], most)) {
        if (state !== 'working') continue;
        const now = await requests.read(ikmId, requestId);
        if (now?.state !== 'working') continue;
        await requests.write({ ...now, seq: now.seq + 1, etag: nextEtag(now.etag) }, now);
      }
  };
