import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { Notes, NoteView } from '../../shared/domain/note/note.ts';
import { reachNotes, type ReachNotesDeps } from '../../shared/domain/note/reach.ts';
import { showNote } from '../../shared/domain/note/show-note.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetNoteDeps extends ReachNotesDeps {
  readonly notes: Pick<Notes, 'read' | 'former'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** A note with what it said before. @throws ProblemError `not-a-member`, `not-found` */
export const getNote =
  ({ ikms, notes, sealer }: GetNoteDeps) =>
  async (caller: Caller, { ikmId, noteId }: { readonly ikmId: string; readonly noteId: string }): Promise<NoteView> => {
    const { key } = await reachNotes({ ikms }, caller, ikmId);
    const note = await notes.read(ikmId, noteId);
    if (note === undefined) throw new ProblemError('not-found');
    const former = await notes.former(ikmId, noteId);
    return {
      ...(await showNote(sealer, key, note)),
      former: await Promise.all(former.map((each) => showNote(sealer, key, each))),
    };
  };
