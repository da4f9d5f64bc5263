import type { IkmId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, officers, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import {
  toDataRequestView,
  type DataRequests,
  type DataRequestView,
} from '../../shared/domain/privacy/data-request.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { provinces } from '../../shared/domain/region/provinces.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface ListDataRequestsDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly requests: Pick<DataRequests, 'ofIkm' | 'waiting'>;
  readonly clock: Clock;
}

/** Most requests that an officer is shown at once. */
const most = 100;

/**
 * All requests about one IKM; without one, those that wait in an officer's area, the most urgent first.
 * @throws ProblemError `not-found`, `not-a-member`
 */
export const listDataRequests =
  ({ placeOfIkm, requests, clock }: ListDataRequestsDeps) =>
  async (caller: Caller, ikmId: IkmId | undefined): Promise<readonly DataRequestView[]> => {
    assertMember(caller);
    const view = (all: Awaited<ReturnType<DataRequests['ofIkm']>>): readonly DataRequestView[] =>
      all.map((request) => toDataRequestView(request, clock()));
    if (ikmId === undefined) {
      const { everything, areas } = reachOf(caller, officers);
      const waiting = await requests.waiting(everything ? provinces : areas, most);
      return view(waiting.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1)));
    }
    const place = await placeOfIkm(ikmId);
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    return view(await requests.ofIkm(ikmId));
  };
