import { noRows, type Import, type ImportBody, type ImportTarget } from '../../shared/domain/import/import.ts';
import type { ImportStore } from '../../shared/domain/import/import-store.ts';
import {
  contentTypes,
  importKeys,
  maxPhotosBytes,
  maxSourceBytes,
  photosContentType,
} from '../../shared/domain/import/objects.ts';
import { isSameTarget, mayTarget, mustBring } from '../../shared/domain/import/who.ts';
import type { Caller, Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';

/** A form that uploads one object. */
interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface StartImportDeps {
  readonly imports: Pick<ImportStore, 'read' | 'save'>;
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
  readonly signForm: (terms: {
    readonly key: string;
    readonly contentType: string;
    readonly maxBytes: number;
    readonly seconds: number;
  }) => Promise<UploadForm>;
  readonly clock: Clock;
}

export interface Started {
  readonly created: boolean;
  readonly of: Import;
  readonly upload?: UploadForm;
  readonly photosUpload?: UploadForm;
  readonly expiresAt: IsoInstant;
}

/** A form is good for this long: enough for 200 MB over a weak network. */
const formSeconds = 3600;

const photosOnlyWithProducts = {
  path: 'photos',
  code: 'photos-only-with-products',
  message: { id: 'Foto hanya dapat menyertai impor produk.', en: 'Photos come with imports of products only.' },
};

/**
 * Begins an import and gives the forms to upload its file with. The same body again gives fresh forms, as long as the
 * file has not arrived.
 * @throws ProblemError `forbidden` for a kind that the caller's roles may not bring · `not-found` for a target outside the
 * caller's scope · `bad-request` · `id-taken`
 */
export const startImport = ({ imports, placeOfIkm, placeOfSentra, signForm, clock }: StartImportDeps) => {
  const mustReach = async (caller: Caller, { kind, target }: ImportBody): Promise<void> => {
    const { ikmId, sentraId }: ImportTarget = target ?? {};
    const places = await Promise.all([
      ...(ikmId === undefined ? [] : [placeOfIkm(ikmId)]),
      ...(sentraId === undefined ? [] : [placeOfSentra(sentraId)]),
    ]);
    if (!places.every((place) => mayTarget(caller, kind, place))) throw new ProblemError('not-found');
  };

  const open = async ({ subject }: Caller, body: ImportBody): Promise<{ of: Import; created: boolean }> => {
    const { importId, kind, format, target, photos = false } = body;
    const at = toIso(clock());
    const saved = await imports.save(undefined, {
      importId,
      kind,
      format,
      ...(target === undefined ? {} : { target }),
      withPhotos: photos,
      maker: subject,
      state: 'waiting',
      etag: '',
      seq: 0,
      tries: 0,
      done: 0,
      counts: noRows,
      badStretches: [],
      isCancelling: false,
      createdAt: at,
      updatedAt: at,
    });
    if (saved !== 'conflict') return { of: saved, created: true };
    const there = await imports.read(importId);
    if (there?.maker !== subject) throw new ProblemError('not-found');
    const isSame = there.kind === kind && there.format === format && there.withPhotos === photos;
    if (!isSame || !isSameTarget(there.target, target)) throw new ProblemError('id-taken');
    return { of: there, created: false };
  };

  return async (caller: Caller, body: ImportBody): Promise<Started> => {
    assertMember(caller);
    mustBring(caller, body.kind);
    if (body.photos === true && body.kind !== 'product')
      throw new ProblemError('bad-request', [photosOnlyWithProducts]);
    await mustReach(caller, body);
    const { of, created } = await open(caller, body);
    const expiresAt = toIso(clock() + formSeconds * 1000);
    if (of.state !== 'waiting') return { created, of, expiresAt };
    const { importId, format, withPhotos } = of;
    const upload = await signForm({
      key: importKeys.upload(importId, 'source'),
      contentType: contentTypes[format],
      maxBytes: maxSourceBytes,
      seconds: formSeconds,
    });
    if (!withPhotos) return { created, of, upload, expiresAt };
    const photosUpload = await signForm({
      key: importKeys.upload(importId, 'photos'),
      contentType: photosContentType,
      maxBytes: maxPhotosBytes,
      seconds: formSeconds,
    });
    return { created, of, upload, photosUpload, expiresAt };
  };
};
