/** The data key of one record as it is stored: encrypted under the house's key, useless without it. */
export interface DataKey {
  /** The record's id: bound into everything sealed, so that nothing sealed fits another record. */
  readonly recordId: string;
  /** base64 */
  readonly wrapped: string;
}

/** The key of a record that was erased: it opens nothing. */
export const erasedKey = (recordId: string): DataKey => ({ recordId, wrapped: '' });

/** Field name → sealed text. */
export type Sealed = Readonly<Record<string, string>>;

/**
 * Seals personal fields under a data key per record. Destroying the stored data key erases them, backups included.
 */
export interface Sealer {
  /** A fresh data key. */
  readonly createKey: (recordId: string) => Promise<DataKey>;
  /**
   * Makes data keys for many records at the cost of one call to the key service: each is wrapped under a key of the batch,
   * which stands, wrapped itself, beside it. So each can still be opened, and destroyed, by itself.
   */
  readonly createBatch: () => Promise<(recordId: string) => DataKey>;
  /** Undefined fields are left out. */
  readonly seal: (key: DataKey, fields: Readonly<Record<string, string | undefined>>) => Promise<Sealed>;
  /** @throws Error when something was sealed for another record or field, or changed. */
  readonly open: (key: DataKey, sealed: Sealed) => Promise<Readonly<Record<string, string>>>;
  /** Tells equal values from others without showing them: for bodies with personal data. Ends with the key ('' then). */
  readonly fingerprint: (key: DataKey, value: unknown) => Promise<string>;
}

/** A value that can be looked up by, but not read back. */
interface KeyedHash {
  readonly hash: string;
  /** Which key made it, so that a new key can be brought in beside it. */
  readonly keyVersion: string;
}

/** The hash under the present key; and under the one before, while not everything is kept under the present one. */
export interface IdentityHash extends KeyedHash {
  readonly former?: KeyedHash;
}

/** All hashes that a value may be kept under: what a lookup asks for and a lock takes. */
export const hashesOf = ({ hash, former }: IdentityHash): readonly string[] =>
  former === undefined ? [hash] : [hash, former.hash];

/** Keyed hash of an identifying text; `purpose` keeps hashes of different things apart. */
export type HashIdentity = (
  purpose: 'nik-site' | 'nib-site' | 'contact' | 'helper-code' | 'join-code' | 'likeness' | 'attendance',
  text: string,
) => Promise<IdentityHash>;
