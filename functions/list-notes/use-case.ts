import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { Notes, NoteVersion } from '../../shared/domain/note/note.ts';
import { reachNotes, type ReachNotesDeps } from '../../shared/domain/note/reach.ts';
import { showNote } from '../../shared/domain/note/show-note.ts';

type Position = Record<string, string>;

export interface ListNotesDeps extends ReachNotesDeps {
  readonly notes: Pick<Notes, 'page'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** What an IKM received or proved, as it stands now. @throws ProblemError `not-a-member`, `not-found` */
export const listNotes =
  ({ ikms, notes, sealer }: ListNotesDeps) =>
  async (
    caller: Caller,
    ikmId: string,
    limit: number,
    from: Position | undefined,
  ): Promise<{ readonly rows: readonly NoteVersion[]; readonly position: Position | undefined }> => {
    const { key } = await reachNotes({ ikms }, caller, ikmId);
    const { rows, position } = await notes.page(ikmId, limit, from);
    return { rows: await Promise.all(rows.map((note) => showNote(sealer, key, note))), position };
  };
