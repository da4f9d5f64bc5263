/** The data key of one record as it is stored: encrypted under the house's key, useless without it. */
export interface DataKey {
  /** The record's id: bound into everything sealed, so that nothing sealed fits another record. */
  readonly recordId: string;
  /** base64 */
  readonly wrapped: string;
}

/** Field name → sealed text. */
export type Sealed = Readonly<Record<string, string>>;

/**
 * Seals personal fields under a data key per record. Destroying the stored data key erases them, backups included.
 */
export interface Sealer {
  /** A fresh data key. */
  readonly createKey: (recordId: string) => Promise<DataKey>;
  /** Undefined fields are left out. */
  readonly seal: (key: DataKey, fields: Readonly<Record<string, string | undefined>>) => Promise<Sealed>;
  /** @throws Error when something was sealed for another record or field, or changed. */
  readonly open: (key: DataKey, sealed: Sealed) => Promise<Readonly<Record<string, string>>>;
  /** Tells equal values from others without showing them: for bodies with personal data. Ends with the key. */
  readonly fingerprint: (key: DataKey, value: unknown) => Promise<string>;
}

/** A value that can be looked up by, but not read back. */
interface KeyedHash {
  readonly hash: string;
  /** Which key made it, so that a new key can be brought in beside it. */
  readonly keyVersion: string;
}

/** Keyed hash of an identifying text; `purpose` keeps hashes of different things apart. */
export type HashIdentity = (purpose: 'nik-site' | 'nib-site' | 'contact', text: string) => Promise<KeyedHash>;
