import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import type { PhotoId, ProductId } from '../../shared/domain/ids.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError, type FieldFault } from '../../shared/domain/problem.ts';
import { mustBeCurrent } from '../../shared/domain/product/curation.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import {
  carryOffers,
  contentDigestOf,
  splitBody,
  type Content,
  type ProductBody,
  type ProductFile,
} from '../../shared/domain/product/product.ts';
import { firstVersion, nextVersion, type PlaceOfProduct } from '../../shared/domain/product/versions.ts';
import { decideSave, nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

interface IkmPlace extends PlaceOfProduct {
  readonly state: string;
}

export interface SaveProductDeps {
  readonly products: ProductRepository;
  readonly placeOfIkm: (ikmId: string) => Promise<IkmPlace | undefined>;
  readonly clock: Clock;
}

export interface SaveProductInput {
  readonly ikmId: string;
  readonly productId: ProductId;
  readonly body: ProductBody;
  readonly ifMatch: string | undefined;
}

export type Saved = Pick<ProductFile, 'product' | 'offers'> & { readonly created: boolean };

const photoFaults = (content: Content, photos: ProductFile['photos']): FieldFault[] => {
  const faultOf = (photoId: PhotoId, path: string): FieldFault[] => {
    const photo = photos.find((each) => each.photoId === photoId);
    if (photo === undefined) {
      const message = {
        id: 'Foto ini tidak ada pada produk ini. Unggah dahulu fotonya.',
        en: 'This product has no such photo. Upload it first.',
      };
      return [{ path, code: 'unknown-photo', message }];
    }
    if (photo.state !== 'rejected') return [];
    const message = {
      id: 'Foto ini ditolak. Keluarkan dari daftar atau ganti.',
      en: 'This photo was refused. Leave it out or replace it.',
    };
    return [{ path, code: 'photo-rejected', message }];
  };
  return [
    ...(content.photos ?? []).flatMap((photoId, index) => faultOf(photoId, `photos/${index}`)),
    ...(content.variants?.items ?? []).flatMap(({ photoId }, index) =>
      photoId === undefined ? [] : faultOf(photoId, `variants/items/${index}/photoId`),
    ),
  ];
};

const mustHavePhotos = (content: Content, photos: ProductFile['photos']): void => {
  const faults = photoFaults(content, photos);
  if (faults.length > 0) throw new ProblemError('bad-request', faults);
};

/**
 * Creates a product of an IKM or changes its content. An unchanged save writes nothing. Offers are taken at creation only
 * (a variant's when the variant appears).
 * @throws ProblemError `not-found` outside the caller's scope, for another IKM's product and a deleted one; `bad-request`
 * for photos it does not have; `wrong-state` for a closed IKM or an archived product; what `decideSave` throws.
 */
export const saveProduct =
  ({ products, placeOfIkm, clock }: SaveProductDeps) =>
  async (caller: Caller, { ikmId, productId, body, ifMatch }: SaveProductInput): Promise<Saved> => {
    assertMember(caller);
    const place = await placeOfIkm(ikmId);
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    const digest = digestOf(body);
    const { content, offers: sent } = splitBody(body);

    const create = async (): Promise<Saved | 'conflict'> => {
      if (place.state === 'closed' || place.state === 'rejected') throw new ProblemError('wrong-state');
      mustHavePhotos(content, []);
      const product = firstVersion(place, {
        productId,
        content,
        offers: sent,
        createdWith: digest,
        at: toIso(clock()),
      });
      const written = await products.write({ before: undefined, product });
      return written === 'conflict' ? written : { product, offers: product.firstOffers, created: true };
    };

    const change = async ({ product: before, offers, photos }: ProductFile): Promise<Saved | 'conflict'> => {
      const carried = carryOffers(offers, sent);
      const isSame = contentDigestOf(before.content) === contentDigestOf(content);
      if (isSame) return { product: before, offers, created: false };
      mustBeCurrent(before);
      if (place.state === 'closed') throw new ProblemError('wrong-state');
      mustHavePhotos(content, photos);
      // one that was made while its IKM moved is put right
      const { sentraId, regionCode } = place;
      const product = { ...nextVersion(before, content, toIso(clock())), sentraId, regionCode };
      const hasNewOffers = carried !== offers;
      const after = hasNewOffers ? { ...carried, etag: nextEtag(offers.etag) } : offers;
      const written = await products.write({
        before,
        product,
        ...(hasNewOffers && { offers: { before: offers, after } }),
      });
      return written === 'conflict' ? written : { product, offers: after, created: false };
    };

    let wasTaken = false;
    return untilWritten(async () => {
      const file = await products.read(productId);
      // taken, and yet there is nothing to read: it was deleted, and its id is never used again
      if (wasTaken && file === undefined) throw new ProblemError('not-found');
      if (file !== undefined && file.product.ikmId !== place.ikmId) throw new ProblemError('not-found');
      const existing = file && { etag: file.product.etag, createdWith: file.product.createdWith };
      const decision = decideSave(existing, { ifMatch, digest });
      if (decision === 'create' || file === undefined) {
        const created = await create();
        wasTaken = created === 'conflict';
        return created;
      }
      return decision === 'repeat' ? { ...file, created: false } : change(file);
    });
  };
