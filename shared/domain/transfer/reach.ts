import type { DataKey } from '../identity/sealer.ts';
import type { IkmRepository, StoredIkm } from '../ikm/ikm-repository.ts';
import { anyone, isAllowed, officers, type Caller } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import type { Transfer, Transfers } from './transfer.ts';

/**
 * A request with its IKM, for those who reach the IKM (where it stood, or stands now) and, until it is decided, for officers of
 * the receiving office.
 * @throws ProblemError `not-found` for everybody else
 */
export const reachTransfer = async (
  { transfers, ikms }: { readonly transfers: Pick<Transfers, 'read'>; readonly ikms: Pick<IkmRepository, 'get'> },
  caller: Caller,
  transferId: string,
): Promise<{ readonly transfer: Transfer; readonly ikm: StoredIkm; readonly key: DataKey }> => {
  const transfer = await transfers.read(transferId);
  const found = transfer === undefined ? undefined : await ikms.get(transfer.ikmId);
  if (transfer === undefined || found === undefined) throw new ProblemError('not-found');
  const { ikmId, from, office, state, decidedBy } = transfer;
  // a receiving office that declined sees nothing more of the IKM; who said so may hear it again
  const isAsked = state === 'waiting' || state === 'moving' || decidedBy === caller.subject;
  const isReached =
    isAllowed(caller, { ...from, ikmId }, anyone) ||
    isAllowed(caller, found.ikm, anyone) ||
    (isAsked && isAllowed(caller, { regionCode: office }, officers));
  if (!isReached) throw new ProblemError('not-found');
  return { transfer, ...found };
};
