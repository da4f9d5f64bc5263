import type { IkmId, PaperId } from '../../shared/domain/ids.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { fileUploadKey, type FileRequest, type PaperFile } from '../../shared/domain/paper/file.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import type { ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import { reachPaper, type Papers } from '../../shared/domain/paper/store.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

/** A form that uploads one object. */
interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface IssuePaperUploadDeps extends ReachIkmDeps {
  readonly papers: Pick<Papers, 'read' | 'write'>;
  readonly signForm: (terms: {
    readonly key: string;
    readonly contentType: string;
    readonly maxBytes: number;
    readonly seconds: number;
  }) => Promise<UploadForm>;
  readonly newId: () => string;
  readonly clock: Clock;
}

/** A form is good for this long: enough for 5 MiB over a weak network. */
const formSeconds = 600;

const isAnnouncedBy = (file: PaperFile | undefined, { contentType, bytes }: FileRequest): file is PaperFile =>
  file?.state === 'waiting' && file.contentType === contentType && file.bytes === bytes;

/**
 * Announces the file of a paper and gives the form to upload it with; the same announcement again gives a fresh form. Another
 * file is another version, to be checked again.
 * @throws ProblemError `not-found` · `wrong-state` for an archived paper
 */
export const issuePaperUpload =
  ({ papers, placeOfIkm, signForm, newId, clock }: IssuePaperUploadDeps) =>
  async (
    caller: Caller,
    { ikmId, paperId, request }: { readonly ikmId: IkmId; readonly paperId: PaperId; readonly request: FileRequest },
  ): Promise<{ readonly etag: string; readonly upload: UploadForm; readonly expiresAt: IsoInstant }> => {
    const { etag, fileId } = await untilWritten(async () => {
      const before = await reachPaper({ papers, placeOfIkm }, caller, { ikmId, paperId });
      if (isAnnouncedBy(before.file, request)) return { etag: before.etag, fileId: before.file.fileId };
      const now = toIso(clock());
      const file: PaperFile = { ...request, fileId: newId(), announcedAt: now, state: 'waiting' };
      const paper: Paper = { ...before, etag: nextEtag(before.etag), file, ruling: undefined, updatedAt: now };
      const written = await papers.write(before, paper);
      return written === 'conflict' ? written : { etag: paper.etag, fileId: file.fileId };
    });
    const upload = await signForm({
      key: fileUploadKey({ ikmId, paperId, fileId }),
      contentType: request.contentType,
      maxBytes: request.bytes,
      seconds: formSeconds,
    });
    return { etag, upload, expiresAt: toIso(clock() + formSeconds * 1000) };
  };
