import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId, NoteId } from '../../shared/domain/ids.ts';
import { enrolling } from '../../shared/domain/ikm/enrolment.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { Note, NoteBody, Notes, NoteVersion } from '../../shared/domain/note/note.ts';
import { reachNotes, type ReachNotesDeps } from '../../shared/domain/note/reach.ts';
import { showNote } from '../../shared/domain/note/show-note.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { decideSave, nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SaveNoteDeps extends ReachNotesDeps {
  readonly notes: Pick<Notes, 'read' | 'write'>;
  readonly papers: Pick<Papers, 'read'>;
  readonly sealer: Pick<Sealer, 'seal' | 'open' | 'fingerprint'>;
  readonly clock: Clock;
}

export interface SaveNoteInput {
  readonly ikmId: IkmId;
  readonly noteId: NoteId;
  readonly body: NoteBody;
  readonly ifMatch: string | undefined;
}

const noSuchPaper = (): ProblemError =>
  new ProblemError('bad-request', [
    {
      path: 'paperId',
      code: 'unknown-paper',
      message: {
        id: 'Berkas ini tidak ada di dosir IKM. Unggah dulu berkasnya.',
        en: 'There is no such paper in the dossier of the IKM. Put it there first.',
      },
    },
  ]);

/**
 * Writes down what an IKM received or proved, or corrects it: the version before is kept.
 * @throws ProblemError `bad-request`, `not-found`, `forbidden`, `wrong-state` for a closed IKM; what `decideSave` throws
 */
export const saveNote =
  ({ ikms, notes, papers, sealer, clock }: SaveNoteDeps) =>
  async (
    caller: Caller,
    { ikmId, noteId, body, ifMatch }: SaveNoteInput,
  ): Promise<{ readonly created: boolean; readonly note: NoteVersion }> => {
    const { key, state } = await reachNotes({ ikms }, caller, ikmId, enrolling);
    // also keeps an erased record from being written to: its key is gone
    if (state === 'closed') throw new ProblemError('wrong-state');
    if (body.paperId !== undefined && (await papers.read(ikmId, body.paperId)) === undefined) throw noSuchPaper();
    const digest = await sealer.fingerprint(key, body);
    return untilWritten(async () => {
      const before = await notes.read(ikmId, noteId);
      if (decideSave(before, { ifMatch, digest }) === 'repeat' && before !== undefined)
        return { created: false, note: await showNote(sealer, key, before) };
      const { giver, text, ...plain } = body;
      const after: Note = {
        ikmId,
        noteId,
        etag: nextEtag(before?.etag),
        ...plain,
        sealed: { ...(await sealer.seal(key, { giver, text })) },
        createdWith: before?.createdWith ?? digest,
        writtenAt: toIso(clock()),
        by: caller.subject,
      };
      return (await notes.write(before, after)) === 'written'
        ? { created: before === undefined, note: await showNote(sealer, key, after) }
        : 'conflict';
    });
  };
