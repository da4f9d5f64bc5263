import type { ProductId } from '../../shared/domain/ids.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { maxPhotos, uploadKey, type Photo, type PhotoState } from '../../shared/domain/photo/photo.ts';
import { isAnnouncedBy, type UploadRequest } from '../../shared/domain/photo/upload.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { mustBeCurrent } from '../../shared/domain/product/curation.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

/** A form that uploads one object. */
interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface IssuePhotoUploadDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly signForm: (terms: {
    readonly key: string;
    readonly contentType: string;
    readonly maxBytes: number;
    readonly seconds: number;
  }) => Promise<UploadForm>;
  readonly clock: Clock;
}

export interface Issued {
  readonly created: boolean;
  readonly photoId: string;
  readonly state: PhotoState;
  readonly upload: UploadForm;
  readonly expiresAt: IsoInstant;
}

/** A form is good for this long: enough for 12 MB over a weak network. */
const formSeconds = 600;

/**
 * Announces a photo and gives the form to upload it with. The same announcement again gives a fresh form.
 * @throws ProblemError `not-found` · `wrong-state` when archived · `too-many-photos` · `photo-taken` when the id was
 * announced otherwise.
 */
export const issuePhotoUpload =
  ({ products, signForm, clock }: IssuePhotoUploadDeps) =>
  async (
    caller: Caller,
    { productId, request }: { readonly productId: ProductId; readonly request: UploadRequest },
  ): Promise<Issued> => {
    const { photoId, contentType, bytes } = request;
    const { photo, created } = await untilWritten(async () => {
      const { product, photos } = await reachProduct(products, caller, productId);
      const existing = photos.find((each) => each.photoId === photoId);
      if (existing !== undefined) {
        if (!isAnnouncedBy(existing, request)) throw new ProblemError('photo-taken');
        return { photo: existing, created: false };
      }
      mustBeCurrent(product);
      if (photos.length >= maxPhotos) throw new ProblemError('too-many-photos');
      const added: Photo = { productId, photoId, contentType, bytes, createdAt: toIso(clock()), state: 'waiting' };
      const written = await products.write({ before: product, product, newPhotos: [added] });
      return written === 'conflict' ? written : { photo: added, created: true };
    });
    const expiresAt = toIso(clock() + formSeconds * 1000);
    const upload = await signForm({
      key: uploadKey(productId, photoId),
      contentType,
      maxBytes: bytes,
      seconds: formSeconds,
    });
    return { created, photoId, state: photo.state, upload, expiresAt };
  };
