import type { IkmSecrets, StoredIkm } from '../ikm/ikm-repository.ts';

/** Texts by which a person is known again in a file. */
export const marksOf = (
  { nib }: Pick<StoredIkm, 'nib'>,
  { nik, phone, npwp, ownerName }: IkmSecrets,
): readonly string[] => {
  // +62812… is written 0812… or 812… as well
  const subscriber = phone?.replace(/^\+62/, '');
  return [nik, subscriber, npwp, ownerName, nib].filter(
    (text): text is string => text !== undefined && text.length >= 5,
  );
};

/** Whether any of the marks stands in the bytes, in whatever case. `latin1` of UTF-8 bytes finds the same bytes. */
export const holdsAny = (bytes: Buffer, marks: readonly string[]): boolean => {
  const text = bytes.toString('latin1').toLowerCase();
  return marks.some((mark) => text.includes(Buffer.from(mark).toString('latin1').toLowerCase()));
};
