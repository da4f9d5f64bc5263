import type { DataKey, Sealed } from '../identity/sealer.ts';
import type { Imported } from '../intake/imported.ts';
import type { Reach } from '../member/reach.ts';
import type { SentraSummary } from './sentra.ts';

/** A sentra as stored: the leader is sealed. */
export interface StoredSentra extends SentraSummary {
  readonly createdWith: string;
  /** The import that wrote it last. */
  readonly imported?: Imported | undefined;
  readonly sealed: Sealed;
}

export interface SentraQuestion {
  /** Entries of this region and below. */
  readonly regionCode?: string | undefined;
  readonly komoditas?: string | undefined;
  readonly kind?: string | undefined;
  /** Part of the name. */
  readonly q?: string | undefined;
}

export interface SentraRepository {
  readonly get: (sentraId: string) => Promise<{ readonly sentra: StoredSentra; readonly key: DataKey } | undefined>;
  /** False when another one was faster. */
  readonly create: (sentra: StoredSentra, key: DataKey) => Promise<boolean>;
  /** False when the stored version is not `from` any more. */
  readonly change: (sentra: StoredSentra, from: string) => Promise<boolean>;
  readonly list: (
    reach: Reach,
    question: SentraQuestion,
    limit: number,
    position: Record<string, string> | undefined,
  ) => Promise<{
    readonly rows: readonly SentraSummary[];
    readonly position: Record<string, string> | undefined;
  }>;
}
