import type { DataKey, Sealer } from '../identity/sealer.ts';
import type { Note, NoteVersion } from './note.ts';

/** A version of a note with what is sealed in it. */
export const showNote = async (
  sealer: Pick<Sealer, 'open'>,
  key: DataKey,
  { sealed, ikmId: _ikmId, createdWith: _createdWith, ...shown }: Note,
): Promise<NoteVersion> => {
  const { giver = '', text } = await sealer.open(key, sealed);
  return { ...shown, giver, ...(text !== undefined && { text }) };
};
