/** The parts of a data key that was made in a batch. */
interface BatchKey {
  /** The batch's name: what its key was wrapped for. */
  readonly batch: string;
  /** The batch's key, wrapped by KMS (base64). */
  readonly batchKey: string;
  /** The record's key, sealed under the batch's (base64). */
  readonly recordKey: string;
}

/** What the text of such a key begins with; its parts follow between dots. */
const mark = 'b1';

export const wrappedBy = ({ batch, batchKey, recordKey }: BatchKey): string =>
  [mark, batch, batchKey, recordKey].join('.');

/** Undefined for a data key that KMS wrapped by itself. */
export const partsOf = (wrapped: string): BatchKey | undefined => {
  const [begin, batch, batchKey, recordKey] = wrapped.split('.');
  return begin !== mark || batch === undefined || batchKey === undefined || recordKey === undefined
    ? undefined
    : { batch, batchKey, recordKey };
};
