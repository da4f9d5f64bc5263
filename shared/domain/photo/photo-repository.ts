import type { PhotoReason, ReadyPhoto } from './photo.ts';

export interface PhotoAddress {
  readonly productId: string;
  readonly photoId: string;
}

/** One try to process: of which object, because of which message. */
export interface Try extends PhotoAddress {
  /** The store's etag of the object that was read. */
  readonly objectEtag: string;
  /** The same for every delivery of one message. */
  readonly messageId: string;
}

export type Finished =
  | ({ readonly state: 'ready' } & Pick<ReadyPhoto, 'renditions' | 'placeholder' | 'advice' | 'look'>)
  | { readonly state: 'rejected'; readonly reason: PhotoReason };

/** What processing needs of a photo's record. */
export interface PhotoRepository {
  /**
   * Notes that a try begins, before anything is decoded: a try that kills its process stays noted. The first object that
   * is begun is the one that counts.
   * @returns how many tries of this message have begun and were not given back, this one included; `refused` when another
   * object counts, the photo is decided, or there is no such photo.
   */
  readonly begin: (attempt: Try) => Promise<{ readonly tries: number } | 'refused'>;
  /** The try failed for a reason that is not the photo's: it does not count. */
  readonly giveBack: (attempt: Try) => Promise<void>;
  /** Decides the photo, once. @returns whether this call did. */
  readonly finish: (attempt: Try, outcome: Finished) => Promise<boolean>;
  /**
   * The object this message began with is no longer there.
   * @returns `given-up` when that decides the photo; `waiting` when the photo waits, but not because of this message.
   */
  readonly giveUp: (attempt: Omit<Try, 'objectEtag'>) => Promise<'given-up' | 'waiting' | 'decided'>;
}

/** The store of uploads and renditions, as processing needs it. */
export interface PhotoStore {
  /** @returns undefined when there is no such object (or it may not be read); `bytes` undefined when it is larger than `maxUploadBytes`. */
  readonly readUpload: (
    key: string,
  ) => Promise<{ readonly etag: string; readonly bytes: Buffer | undefined } | undefined>;
  readonly removeUpload: (key: string) => Promise<void>;
  /** Stores a JPEG under its content's name; again: no change. */
  readonly putRendition: (name: string, bytes: Uint8Array) => Promise<void>;
}
