import { fileKey, fileNameOf, maxFileBytes, placeOfUpload, type PaperFile } from '../../shared/domain/paper/file.ts';
import { lookAtFile } from '../../shared/domain/paper/look-at-file.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface PaperFiles {
  /** Undefined when there is no such object; its bytes undefined when there are more than `max`. */
  readonly read: (key: string, max: number) => Promise<{ readonly bytes: Buffer | undefined } | undefined>;
  /** Stored so that it is saved under this name, never opened. */
  readonly put: (key: string, bytes: Buffer, as: { contentType: string; fileName: string }) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

export interface CheckPaperFileDeps {
  readonly papers: Pick<Papers, 'read' | 'write'>;
  readonly files: PaperFiles;
  readonly clock: Clock;
}

/**
 * Looks at an uploaded file and keeps a copy that nobody holds a form for, or refuses it; the upload goes either way. Harmless when
 * repeated: what was decided stays, and a file that was announced anew meanwhile is not asked for any more.
 */
export const checkPaperFile =
  ({ papers, files, clock }: CheckPaperFileDeps) =>
  async (key: string): Promise<void> => {
    const place = placeOfUpload(key);
    if (place === undefined) return;
    const isAwaited = (paper: Paper | undefined): paper is Paper & { file: PaperFile } =>
      paper?.file?.state === 'waiting' && paper.file.fileId === place.fileId;
    const asked = await papers.read(place.ikmId, place.paperId);
    if (isAwaited(asked)) {
      const upload = await files.read(key, maxFileBytes);
      if (upload === undefined) return;
      const { contentType } = asked.file;
      const reason = lookAtFile(contentType, upload.bytes);
      if (reason === undefined && upload.bytes !== undefined)
        await files.put(fileKey(place), upload.bytes, { contentType, fileName: fileNameOf(place, contentType) });
      await untilWritten(async () => {
        const before = await papers.read(place.ikmId, place.paperId);
        if (!isAwaited(before)) return 'done';
        const file: PaperFile =
          reason === undefined ? { ...before.file, state: 'ready' } : { ...before.file, state: 'rejected', reason };
        return papers.write(before, { ...before, file, updatedAt: toIso(clock()) });
      });
      // erased, or replaced, while it was looked at: the copy is nobody's
      const now = await papers.read(place.ikmId, place.paperId);
      if (now?.file?.fileId !== place.fileId) await files.remove(fileKey(place));
    }
    await files.remove(key);
  };
