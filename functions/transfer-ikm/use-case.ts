import { derivedId } from '../../shared/domain/derived-id.ts';
import type { DataKey, HashIdentity, Sealer } from '../../shared/domain/identity/sealer.ts';
import { TransferId, type IkmId } from '../../shared/domain/ids.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import type { IkmRepository, StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import { originOf } from '../../shared/domain/ikm/origin.ts';
import { assertChangeable } from '../../shared/domain/ikm/state.ts';
import { toIkmView } from '../../shared/domain/ikm/view.ts';
import { anyone, isAllowed, officers, withoutShared, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import type { SentraRepository, StoredSentra } from '../../shared/domain/sentra/sentra-repository.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { isSameStation, relocated, stationOf, type Station } from '../../shared/domain/transfer/relocate.ts';
import type { Transfer, TransferBody, Transfers, TransferView } from '../../shared/domain/transfer/transfer.ts';
import { toTransferView } from '../../shared/domain/transfer/view.ts';

export interface TransferIkmDeps {
  readonly ikms: Pick<IkmRepository, 'get' | 'change'>;
  readonly sentras: Pick<SentraRepository, 'get'>;
  readonly transfers: Pick<Transfers, 'read' | 'create'>;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

/** Done at once, or asked of another office. */
export type Transferred = { readonly ikm: IkmView } | { readonly request: TransferView };

const fault = (code: 'not-found' | 'same-place', id: string, en: string): ProblemError =>
  new ProblemError(code === 'not-found' ? 'not-found' : 'bad-request', [
    { path: 'sentraId', code, message: { id, en } },
  ]);

const noSentra = (): ProblemError =>
  fault('not-found', 'Sentra ini tidak ada. Pilih sentra lain, atau kosongkan.', 'There is no such sentra.');
const samePlace = (): ProblemError =>
  fault(
    'same-place',
    'IKM sudah di sentra dan wilayah ini. Alamat saja diubah lewat Ubah data.',
    'It belongs there already. An address alone is corrected by changing the IKM.',
  );

/** Whether exactly this move was the last step, asked by the same person from the same version. */
const isRepeated = ({ history, etag }: StoredIkm, caller: Caller, to: Station, from: string): boolean => {
  const last = history.at(-1);
  return (
    last?.step === 'transfer' &&
    last.by === caller.subject &&
    nextEtag(from) === etag &&
    last.to?.sentraId === to.sentraId &&
    last.to?.regionCode === to.regionCode
  );
};

/**
 * Moves an IKM to another sentra or site. An officer whose scope covers both places does it at once; for everybody else it
 * becomes a request to the receiving office. The same again, as after a lost answer: the same answer, nothing twice.
 * @throws ProblemError `bad-request`, `unknown-region`, `not-found`, `forbidden` (coaching by a claim alone), `stale-etag`,
 * `wrong-state`, `origin-unexplained`, `already-enrolled`
 */
export const transferIkm = ({ ikms, sentras, transfers, sealer, hashIdentity, clock }: TransferIkmDeps) => {
  const sentraOf = async (sentraId: string | null): Promise<StoredSentra | undefined> => {
    if (sentraId === null) return undefined;
    const found = await sentras.get(sentraId);
    if (found === undefined) throw noSentra();
    return found.sentra;
  };

  const ask = async (
    caller: Caller,
    found: { readonly ikm: StoredIkm; readonly key: DataKey },
    { reason, address, originException }: TransferBody,
    { transferId, to, office }: Pick<Transfer, 'transferId' | 'to' | 'office'>,
  ): Promise<Transferred> => {
    const { ikm, key } = found;
    const transfer: Transfer = {
      transferId,
      ikmId: ikm.ikmId,
      from: stationOf(ikm),
      to,
      office,
      sealed: await sealer.seal(key, { why: reason, newAddress: address, newOriginReason: originException?.reason }),
      askedBy: caller.subject,
      askedAt: toIso(clock()),
      state: 'waiting',
      reasons: [],
      etag: '1',
    };
    const isNew = await transfers.create(transfer);
    const standing = isNew ? transfer : await transfers.read(transferId);
    return { request: await toTransferView(sealer, standing ?? transfer, found) };
  };

  return async (caller: Caller, ikmId: IkmId, body: TransferBody): Promise<Transferred> => {
    assertMember(caller);
    const found = await ikms.get(ikmId);
    if (found === undefined || !isAllowed(caller, found.ikm, anyone)) throw new ProblemError('not-found');
    const { ikm, key } = found;
    // else an office that coaches would ask, and grant its own request
    if (!isAllowed(withoutShared(caller), ikm, anyone)) throw new ProblemError('forbidden');
    const to = stationOf({ sentraId: body.sentraId ?? undefined, regionCode: body.regionCode ?? ikm.regionCode });
    if (isRepeated(ikm, caller, to, body.etag)) return { ikm: await toIkmView(sealer, ikm, key, clock()) };
    const transferId = TransferId.parse(
      derivedId('transfer', ikmId, caller.subject, body.etag, to.sentraId ?? '', to.regionCode, body.reason),
    );
    const asked = await transfers.read(transferId);
    if (asked !== undefined) return { request: await toTransferView(sealer, asked, found) };

    if (body.etag !== ikm.etag) throw new ProblemError('stale-etag');
    assertChangeable(ikm.state);
    assertKnownRegion(to.regionCode);
    if (isSameStation(ikm, to)) throw samePlace();
    const sentra = await sentraOf(body.sentraId);
    const office = sentra?.regionCode ?? to.regionCode;
    const places = [ikm, { regionCode: to.regionCode }, { regionCode: office }];
    if (!places.every((place) => isAllowed(caller, place, officers)))
      return ask(caller, found, body, { transferId, to, office });

    const after = await relocated({ sealer, hashIdentity }, ikm, key, {
      to,
      origin: sentra && originOf(sentra),
      address: body.address,
      originReason: body.originException?.reason,
      reason: body.reason,
      by: caller.subject,
      at: toIso(clock()),
    });
    const written = await ikms.change(after, ikm);
    if (written === 'taken') throw new ProblemError('already-enrolled');
    if (written === 'conflict') throw new ProblemError('stale-etag');
    return { ikm: await toIkmView(sealer, after, key, clock()) };
  };
};
