import type { Sealer, DataKey } from '../identity/sealer.ts';
import { IkmSummary, type IkmView } from './ikm.ts';
import type { IkmSecrets, StoredIkm } from './ikm-repository.ts';
import { toWarning } from './warnings.ts';

const Summary = IkmSummary.strip();

/** What lists show of a stored IKM. */
export const toIkmSummary = (ikm: StoredIkm): IkmSummary =>
  Summary.parse({ ...ikm, warnings: ikm.warnings.map(toWarning) });

/** All that those in scope see. @throws Error when the sealed fields cannot be opened */
export const toIkmView = async (sealer: Pick<Sealer, 'open'>, ikm: StoredIkm, key: DataKey): Promise<IkmView> => {
  const secrets: IkmSecrets = await sealer.open(key, ikm.sealed);
  const { ownerName: name = '', contactVia, address = '', consentVersion, consentAt, consentBy } = secrets;
  const summary = toIkmSummary(ikm);
  return {
    ...summary,
    owner: { ...summary.owner, name, ...(contactVia === undefined ? {} : { contactVia }) },
    address,
    ...(consentVersion === undefined || consentAt === undefined || consentBy === undefined
      ? {}
      : { consent: { version: consentVersion, at: consentAt, by: consentBy } }),
    history: [...ikm.history],
  };
};
