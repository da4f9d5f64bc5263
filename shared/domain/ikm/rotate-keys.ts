import type { DataKey, HashIdentity, Sealer } from '../identity/sealer.ts';
import { carryImported } from '../intake/imported.ts';
import { nextEtag } from '../save.ts';
import { locksOf } from './enrolment.ts';
import type { IkmRepository, IkmSecrets } from './ikm-repository.ts';

export interface RotateKeysDeps {
  readonly ikms: Pick<IkmRepository, 'get' | 'change'>;
  readonly sealer: Pick<Sealer, 'open'>;
  /** Under the present key alone: locks of the key before are given back. With the key before: both are held. */
  readonly hashIdentity: HashIdentity;
  /** The same data key, wrapped anew; undefined when data keys stay as they are. */
  readonly rewrap?: (key: DataKey) => Promise<DataKey>;
}

/** Times an IKM that others wrote meanwhile is looked at again. */
const attempts = 5;

/**
 * Brings one IKM under the present keys: its data key wrapped anew, its NIK and NIB locked under the hashes of the present
 * identity key. What it says stays as it is; its version moves on, so that nobody who read it before writes its old keys back.
 * @returns `same` when there was nothing to do, also for an IKM that is erased or gone; `taken` when another IKM holds its NIK
 * under the present key, which is a fault to be looked at.
 */
export const rotateKeys =
  ({ ikms, sealer, hashIdentity, rewrap }: RotateKeysDeps) =>
  async (ikmId: string): Promise<'rotated' | 'same' | 'taken'> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await ikms.get(ikmId);
      if (found?.ikm.dataKey === undefined) return 'same';
      const { ikm, key } = found;
      const secrets: IkmSecrets = await sealer.open(key, ikm.sealed);
      // a closed enrolment holds no locks, and takes none
      const held = ikm.state === 'closed' ? undefined : await locksOf(hashIdentity, ikm, secrets);
      const hasLocks = held === undefined || held.locks.join() === ikm.locks.join();
      if (hasLocks && rewrap === undefined) return 'same';
      const etag = nextEtag(ikm.etag);
      const wrapped = rewrap === undefined ? key : await rewrap(key);
      const after = { ...ikm, ...held, etag, ...carryImported(ikm, etag), dataKey: wrapped.wrapped };
      const written = await ikms.change(after, ikm);
      if (written === 'written') return 'rotated';
      if (written === 'taken') return 'taken';
    }
    throw new Error(`IKM ${ikmId} kept being written by others: run again`);
  };
