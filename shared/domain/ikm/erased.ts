import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';
import type { StoredIkm } from './ikm-repository.ts';

/** What stands where a name stood. */
export const erasedName = '(dihapus)';

/**
 * What is left of an IKM whose owner had it erased: that there was one, of which trade and in which kabupaten or kota, for the
 * counts. Its data key is gone, so what was sealed is unreadable in backups too; who took its steps stays by token subject.
 */
export const erased = (ikm: StoredIkm, at: IsoInstant): StoredIkm => ({
  ikmId: ikm.ikmId,
  etag: nextEtag(ikm.etag),
  state: 'closed',
  ...(ikm.sentraId === undefined ? {} : { sentraId: ikm.sentraId }),
  businessName: erasedName,
  komoditas: ikm.komoditas,
  regionCode: ikm.regionCode.split('.').slice(0, 2).join('.'),
  legalBasis: ikm.legalBasis,
  owner: { kind: ikm.owner.kind },
  warnings: [],
  reasons: [],
  history: ikm.history.map((entry) => ({ ...entry, reasons: [] })),
  createdWith: '',
  dataKey: undefined,
  sealed: {},
  locks: [],
  createdAt: ikm.createdAt,
  updatedAt: at,
});
