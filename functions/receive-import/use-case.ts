import { hasEnded, stateAfter, type Import } from '../../shared/domain/import/import.ts';
import type { ImportFiles, ImportStore } from '../../shared/domain/import/import-store.ts';
import { importKeys, importOfUpload } from '../../shared/domain/import/objects.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface ReceiveImportDeps {
  readonly imports: Pick<ImportStore, 'read' | 'save'>;
  readonly files: Pick<ImportFiles, 'etagOf' | 'remove'>;
  readonly clock: Clock;
}

/**
 * Notes that an upload arrived, and lets the import be checked once all of it is there. What came first counts: it is noted
 * by its etag, and other bytes that come later are not read. Repeated and late news do no harm.
 */
export const receiveImport = ({ imports, files, clock }: ReceiveImportDeps) => {
  /** The etags of all that was announced; undefined while something lacks. */
  const uploadsOf = async ({ importId, withPhotos }: Import): Promise<Import['uploads']> => {
    const source = await files.etagOf(importKeys.upload(importId, 'source'));
    const photos = withPhotos ? await files.etagOf(importKeys.upload(importId, 'photos')) : undefined;
    if (source === undefined || (withPhotos && photos === undefined)) return undefined;
    return { source, ...(photos === undefined ? {} : { photos }) };
  };

  return async (key: string): Promise<void> => {
    const address = importOfUpload(key);
    // no form of ours leads there; the bucket's lifecycle clears it
    if (address === undefined) return;
    const of = await untilWritten(async () => {
      const before = await imports.read(address.importId);
      const state = before === undefined ? undefined : stateAfter(before.state, 'receive');
      if (before === undefined || state === undefined) return before ?? null;
      const uploads = await uploadsOf(before);
      if (uploads === undefined) return before;
      return imports.save(before, { ...before, state, uploads, seq: before.seq + 1, updatedAt: toIso(clock()) });
    });
    // it came too late to be read by anybody
    if (of === null || hasEnded(of)) await files.remove(key);
  };
};
