import type { FunnelStore } from '../../shared/domain/funnel/store.ts';
import { toIkmFunnelView, type IkmFunnelView } from '../../shared/domain/funnel/view.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetIkmFunnelDeps extends ReachIkmDeps {
  readonly funnel: Pick<FunnelStore, 'read'>;
}

/** How far an IKM came. @throws ProblemError `not-a-member`, `not-found` */
export const getIkmFunnel =
  ({ placeOfIkm, funnel }: GetIkmFunnelDeps) =>
  async (caller: Caller, ikmId: IkmId): Promise<IkmFunnelView> => {
    await reachIkm({ placeOfIkm }, caller, ikmId);
    return toIkmFunnelView(ikmId, await funnel.read(ikmId));
  };
