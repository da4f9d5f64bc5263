import { Rendition } from '../../shared/domain/photo/photo.ts';

export interface GetImageDeps {
  readonly readRendition: (name: string) => Promise<Uint8Array | undefined>;
}

/** `known`: the asker has it already. `unknown`: there is no such image, or the name is none of ours. */
export type Image =
  | { readonly kind: 'image'; readonly etag: string; readonly bytes: Uint8Array }
  | { readonly kind: 'known'; readonly etag: string }
  | { readonly kind: 'unknown' };

/**
 * One finished JPEG (under 1 MB) by its name, which is made of its content: whoever has it need never ask again, and names
 * cannot be guessed.
 */
export const getImage =
  ({ readRendition }: GetImageDeps) =>
  async (text: string, ifNoneMatch: string | undefined): Promise<Image> => {
    const name = Rendition.shape.name.safeParse(text);
    if (!name.success) return { kind: 'unknown' };
    const etag = `"${name.data}"`;
    if (ifNoneMatch?.includes(etag) === true) return { kind: 'known', etag };
    const bytes = await readRendition(name.data);
    return bytes === undefined ? { kind: 'unknown' } : { kind: 'image', etag, bytes };
  };
