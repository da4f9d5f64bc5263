import type { Findings } from './findings.ts';
import type { Import } from './import.ts';

/** Imports as kept. `conflict` means: somebody else wrote; read again and decide again. */
export interface ImportStore {
  /** Strongly read; undefined when there is none, or it has expired. */
  readonly read: (importId: string) => Promise<Import | undefined>;
  /** Moves the etag; expires a week after `updatedAt`. */
  readonly save: (before: Import | undefined, next: Import) => Promise<Import | 'conflict'>;
  readonly findings: (importId: string) => Promise<Findings | undefined>;
  readonly saveFindings: (of: Import, findings: Findings) => Promise<void>;
}

/** The files of imports. */
export interface ImportFiles {
  /** The upload's etag, or undefined while there is none. */
  readonly etagOf: (key: string) => Promise<string | undefined>;
  readonly remove: (key: string) => Promise<void>;
  /** Small texts: the refused rows of a stretch. */
  readonly put: (key: string, text: string) => Promise<void>;
  readonly get: (key: string) => Promise<string | undefined>;
}
