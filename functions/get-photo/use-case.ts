import type { Caller } from '../../shared/domain/member/member.ts';
import {
  renditionKey,
  type Photo,
  type PhotoAdvice,
  type PhotoReason,
  type Rendition,
} from '../../shared/domain/photo/photo.ts';
import { photoWords } from '../../shared/domain/photo/words.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';

export interface GetPhotoDeps {
  readonly products: Pick<ProductRepository, 'read'>;
  /** A link that reads one stored object for so many seconds. */
  readonly signLink: (key: string, seconds: number) => Promise<string>;
}

/** Links to renditions are good for this long. */
const linkSeconds = 900;

/** @throws ProblemError `not-found`. */
export const getPhoto =
  ({ products, signLink }: GetPhotoDeps) =>
  async (
    caller: Caller,
    {
      productId,
      photoId,
      language,
    }: { readonly productId: string; readonly photoId: string; readonly language: 'id' | 'en' },
  ) => {
    const { photos } = await reachProduct(products, caller, productId);
    const photo: Photo | undefined = photos.find((each) => each.photoId === photoId);
    if (photo === undefined) throw new ProblemError('not-found');
    const say = <Code extends PhotoAdvice | PhotoReason>(code: Code) => ({ code, message: photoWords[code][language] });
    const link = async ({ name, width, height }: Rendition) => ({
      url: await signLink(renditionKey(name), linkSeconds),
      width,
      height,
    });
    switch (photo.state) {
      case 'waiting':
        return { photoId, state: photo.state };
      case 'rejected':
        return { photoId, state: photo.state, reason: say(photo.reason) };
      case 'ready':
        return {
          photoId,
          state: photo.state,
          renditions: { large: await link(photo.renditions.large), small: await link(photo.renditions.small) },
          placeholder: photo.placeholder,
          advice: photo.advice.map(say),
        };
    }
  };
