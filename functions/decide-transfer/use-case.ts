import type { HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { originOf } from '../../shared/domain/ikm/origin.ts';
import { officers, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import type { SentraRepository } from '../../shared/domain/sentra/sentra-repository.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { reachTransfer } from '../../shared/domain/transfer/reach.ts';
import { isSameStation, relocated } from '../../shared/domain/transfer/relocate.ts';
import type { Transfer, Transfers, TransferView } from '../../shared/domain/transfer/transfer.ts';
import { toTransferView } from '../../shared/domain/transfer/view.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface DecideTransferDeps {
  readonly ikms: Pick<IkmRepository, 'get' | 'change'>;
  readonly sentras: Pick<SentraRepository, 'get'>;
  readonly transfers: Pick<Transfers, 'read' | 'change'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

export interface TransferDecision {
  readonly etag: string;
  readonly decision: 'accept' | 'decline';
  readonly reasons: readonly string[];
}

const decided = { accept: 'accepted', decline: 'declined' } as const;

/**
 * The receiving office's decision. An accepted request is held fast before its IKM moves, so that nobody declines it then; a
 * crash in between is finished by accepting again, as the IKM's history names the request.
 * @throws ProblemError `not-found`, `forbidden` (another office's), `stale-etag`, `wrong-state` (decided otherwise, or the IKM
 * moved or closed meanwhile: the request is void then), `origin-unexplained`, `already-enrolled`
 */
export const decideTransfer = ({ ikms, sentras, transfers, sealer, hashIdentity, clock }: DecideTransferDeps) => {
  const mark = async (before: Transfer, part: Partial<Transfer>): Promise<Transfer | 'conflict'> => {
    const after: Transfer = { ...before, ...part, etag: nextEtag(before.etag) };
    return (await transfers.change(after, before)) === 'written' ? after : 'conflict';
  };

  /** `void` when the IKM does not stand any more where it stood when this was asked. */
  const move = async (transfer: Transfer, by: string): Promise<'moved' | 'void' | 'conflict'> => {
    const found = await ikms.get(transfer.ikmId);
    if (found === undefined) return 'void';
    const { ikm, key } = found;
    if (ikm.history.some(({ transferId }) => transferId === transfer.transferId)) return 'moved';
    if (ikm.state === 'closed' || ikm.state === 'rejected' || !isSameStation(ikm, transfer.from)) return 'void';
    const { sentraId } = transfer.to;
    const sentra = sentraId === undefined ? undefined : (await sentras.get(sentraId))?.sentra;
    const { newAddress, newOriginReason, why = '' } = await sealer.open(key, transfer.sealed);
    const after = await relocated({ sealer, hashIdentity }, ikm, key, {
      to: transfer.to,
      origin: sentra && originOf(sentra),
      address: newAddress,
      originReason: newOriginReason,
      reason: why,
      by,
      at: toIso(clock()),
      transferId: transfer.transferId,
    });
    const written = await ikms.change(after, ikm);
    if (written === 'taken') throw new ProblemError('already-enrolled');
    return written === 'written' ? 'moved' : written;
  };

  /** Moves the IKM of a request that is held fast; one that cannot be moved waits again, to be declined or mended. */
  const finish = async (held: Transfer, by: string): Promise<Transfer | 'conflict'> => {
    try {
      const moved = await move(held, by);
      return moved === 'conflict' ? moved : await mark(held, { state: moved === 'moved' ? 'accepted' : 'void' });
    } catch (error) {
      if (error instanceof ProblemError) await mark(held, { state: 'waiting' });
      throw error;
    }
  };

  return async (
    caller: Caller,
    transferId: string,
    { etag, decision, reasons }: TransferDecision,
  ): Promise<TransferView> => {
    assertMember(caller);
    const transfer = await untilWritten(async () => {
      const { transfer: before } = await reachTransfer({ transfers, ikms }, caller, transferId);
      if (!isAllowed(caller, { regionCode: before.office }, officers)) throw new ProblemError('forbidden');
      const isRepeated =
        before.state === decided[decision] &&
        before.decidedBy === caller.subject &&
        JSON.stringify(before.reasons) === JSON.stringify(reasons);
      if (isRepeated) return before;
      if (before.state === 'moving' && decision === 'accept') return finish(before, caller.subject);
      if (before.state !== 'waiting') throw new ProblemError('wrong-state');
      if (before.etag !== etag) throw new ProblemError('stale-etag');
      const by = { decidedBy: caller.subject, decidedAt: toIso(clock()) };
      if (decision === 'decline') return mark(before, { ...by, state: 'declined', reasons });
      const held = await mark(before, { ...by, state: 'moving', reasons: [] });
      return held === 'conflict' ? held : finish(held, caller.subject);
    });
    if (transfer.state === 'void') throw new ProblemError('wrong-state');
    const found = await ikms.get(transfer.ikmId);
    if (found === undefined) throw new ProblemError('not-found');
    return toTransferView(sealer, transfer, found);
  };
};
