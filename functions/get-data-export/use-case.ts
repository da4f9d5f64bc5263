import type { DataRequestId, IkmId } from '../../shared/domain/ids.ts';
import { isAllowed, officers, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { exportKey, toDataRequestView, type DataRequests } from '../../shared/domain/privacy/data-request.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface GetDataExportDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly requests: Pick<DataRequests, 'read'>;
  /** A link that reads one file for so many seconds. */
  readonly linkTo: (key: string, seconds: number) => Promise<string>;
  readonly clock: Clock;
}

/** How long a link reads its file, in seconds. */
const linkSeconds = 300;

/**
 * A link to the copy of a person's data, for its owner, or for an officer who hands it over.
 * @throws ProblemError `not-found` (also once it ended), `forbidden` (a mentor), `wrong-state` while it is made, `not-a-member`
 */
export const getDataExport =
  ({ placeOfIkm, requests, linkTo, clock }: GetDataExportDeps) =>
  async (
    caller: Caller,
    { ikmId, requestId }: { readonly ikmId: IkmId; readonly requestId: DataRequestId },
  ): Promise<string> => {
    assertMember(caller);
    const place = await placeOfIkm(ikmId);
    if (place === undefined || !isAllowed(caller, place, [...officers, 'pemilik', 'pendamping']))
      throw new ProblemError('not-found');
    if (!isAllowed(caller, place, [...officers, 'pemilik'])) throw new ProblemError('forbidden');
    const request = await requests.read(ikmId, requestId);
    if (request?.kind !== 'access') throw new ProblemError('not-found');
    if (request.state !== 'done') throw new ProblemError('wrong-state');
    if (toDataRequestView(request, clock()).exportUntil === null) throw new ProblemError('not-found');
    return linkTo(exportKey(request), linkSeconds);
  };
