import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { DataRequestId, IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import {
  toDataRequestView,
  type DataRequests,
  type DataRequestView,
} from '../../shared/domain/privacy/data-request.ts';
import { reachIkm } from '../../shared/domain/privacy/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface GetDataRequestDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly requests: Pick<DataRequests, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

/** One request, with what a correction asks for. @throws ProblemError `not-found`, `not-a-member` */
export const getDataRequest =
  ({ ikms, requests, sealer, clock }: GetDataRequestDeps) =>
  async (
    caller: Caller,
    { ikmId, requestId }: { readonly ikmId: IkmId; readonly requestId: DataRequestId },
  ): Promise<DataRequestView> => {
    const { key } = await reachIkm(ikms, caller, ikmId);
    const request = await requests.read(ikmId, requestId);
    if (request === undefined) throw new ProblemError('not-found');
    const changes = request.kind === 'correction' ? await sealer.open(key, request.sealed) : undefined;
    return toDataRequestView(request, clock(), changes);
  };
