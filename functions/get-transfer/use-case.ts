import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { reachTransfer } from '../../shared/domain/transfer/reach.ts';
import type { Transfers, TransferView } from '../../shared/domain/transfer/transfer.ts';
import { toTransferView } from '../../shared/domain/transfer/view.ts';

export interface GetTransferDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly transfers: Pick<Transfers, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** A request to move an IKM. @throws ProblemError `not-found` also for one outside the caller's scope */
export const getTransfer =
  (deps: GetTransferDeps) =>
  async (caller: Caller, transferId: string): Promise<TransferView> => {
    assertMember(caller);
    const { transfer, ...found } = await reachTransfer(deps, caller, transferId);
    return toTransferView(deps.sealer, transfer, found);
  };
