import type { DataKey, Sealed } from '../identity/sealer.ts';
import type { Imported } from '../intake/imported.ts';
import type { Reach } from '../member/reach.ts';
import type { IkmHistoryEntry, IkmSummary } from './ikm.ts';
import type { IkmState } from './state.ts';
import type { IkmWarningCode } from './warnings.ts';

/** Names of the sealed fields. */
export type IkmSecrets = Readonly<
  Partial<
    Record<
      | 'ownerName'
      | 'nik'
      | 'phone'
      | 'contactPerson'
      | 'contactVia'
      | 'npwp'
      | 'address'
      | 'consentVersion'
      | 'consentAt'
      | 'consentBy'
      | 'originReason',
      string
    >
  >
>;

/** An IKM as stored: who owns it, and where exactly, is sealed; masks stand beside. */
export interface StoredIkm extends Omit<IkmSummary, 'warnings'> {
  readonly warnings: readonly IkmWarningCode[];
  readonly history: readonly IkmHistoryEntry[];
  readonly createdWith: string;
  /** The data key that seals it, wrapped (base64): destroying it erases what is sealed. Undefined: erased. */
  readonly dataKey: string | undefined;
  readonly sealed: Sealed;
  /** The import that wrote it last, and the version that it made: what lies beyond was done by somebody. */
  readonly imported?: Imported | undefined;
  /** Keyed hashes that this enrolment holds: its NIK, and its NIB, at its site. */
  readonly locks: readonly string[];
  /** Which key made the hashes. */
  readonly keyVersion?: string | undefined;
}

export interface IkmQuestion {
  readonly sentraId?: string | undefined;
  readonly state?: IkmState | undefined;
  /** Entries of this region and below. */
  readonly regionCode?: string | undefined;
  readonly komoditas?: string | undefined;
  /** Part of the business name. */
  readonly q?: string | undefined;
}

/** A question with what was found out for it. */
export interface IkmListing extends IkmQuestion {
  /** Whether the whole sentra asked for lies in the caller's scope, not only IKMs of it. */
  readonly sentraIsReached?: boolean | undefined;
}

/** `taken`: one of its locks is held by another enrolment. `conflict`: somebody else wrote meanwhile. */
export type IkmWritten = 'written' | 'conflict' | 'taken';

export interface IkmRepository {
  readonly get: (ikmId: string) => Promise<{ readonly ikm: StoredIkm; readonly key: DataKey } | undefined>;
  readonly create: (ikm: StoredIkm) => Promise<IkmWritten>;
  /** Replaces the version `before`; takes new locks and gives back those no longer held. */
  readonly change: (ikm: StoredIkm, before: StoredIkm) => Promise<IkmWritten>;
  readonly list: (
    reach: Reach,
    question: IkmListing,
    limit: number,
    position: Record<string, string> | undefined,
  ) => Promise<{ readonly rows: readonly IkmSummary[]; readonly position: Record<string, string> | undefined }>;
}
