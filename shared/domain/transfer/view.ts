import type { DataKey, Sealer } from '../identity/sealer.ts';
import type { IkmSecrets, StoredIkm } from '../ikm/ikm-repository.ts';
import { reasonDetail } from '../reason/reason-detail.ts';
import type { Transfer, TransferView } from './transfer.ts';

/** A request with what its readers need to know of the IKM. @throws Error when sealed fields cannot be opened */
export const toTransferView = async (
  sealer: Pick<Sealer, 'open'>,
  { sealed, askedBy: _askedBy, decidedBy: _decidedBy, reasons, ...transfer }: Transfer,
  { ikm, key }: { readonly ikm: StoredIkm; readonly key: DataKey },
): Promise<TransferView> => {
  const { ownerName: name = '', address = '' }: IkmSecrets = await sealer.open(key, ikm.sealed);
  const { newAddress, newOriginReason, why = '' } = await sealer.open(key, sealed);
  const { phone } = ikm.owner;
  return {
    ...transfer,
    reason: why,
    ikm: {
      businessName: ikm.businessName,
      komoditas: ikm.komoditas,
      state: ikm.state,
      owner: { name, ...(phone === undefined ? {} : { phone }) },
      address: newAddress ?? address,
      ...(newOriginReason === undefined ? {} : { originReason: newOriginReason }),
    },
    reasons: [...reasons],
    reasonDetails: reasons.map(reasonDetail),
  };
};
