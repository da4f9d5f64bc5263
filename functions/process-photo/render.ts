import sharp from 'sharp';
import { judgePhoto } from '../../shared/domain/photo/judge.ts';
import { lookOf } from '../../shared/domain/photo/look.ts';
import { maxPixels, type PhotoAdvice } from '../../shared/domain/photo/photo.ts';

export interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

interface Rendered {
  readonly large: Picture;
  readonly small: Picture;
  /** Data URL of at most 400 bytes. */
  readonly placeholder: string;
  readonly advice: PhotoAdvice[];
  /** Absent when it is too plain to be known by. */
  readonly look?: string;
}

/** The bytes are no whole image of their kind. */
export class UnreadableImageError extends Error {
  override readonly name = 'UnreadableImageError';
}

const largeSide = 1200;
const smallSide = 480;
const placeholderSide = 16;
/** Below 1 MB, which every marketplace takes. */
const largeBytes = 1_000_000;
/** Tried in turn until the picture is small enough; pure noise fits at the last. */
const qualities = [82, 70, 55, 40] as const;
/** Seconds that libvips may spend on one picture. */
const decodeSeconds = 20;

const white = { r: 255, g: 255, b: 255 };

interface Raw {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 };
}

const fromRaw = ({ data, info: { width, height, channels } }: Raw) => sharp(data, { raw: { width, height, channels } });

/** Decodes once, upright, on white, in sRGB, to fit the largest size; metadata is left behind. */
const decode = async (bytes: Buffer): Promise<Raw> => {
  try {
    return await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'warning' })
      .timeout({ seconds: decodeSeconds })
      .autoOrient()
      .resize(largeSide, largeSide, { fit: 'inside' })
      .flatten({ background: white })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (cause) {
    throw new UnreadableImageError('the image cannot be decoded', { cause });
  }
};

const toLarge = async (raw: Raw): Promise<Picture> => {
  const { width, height } = raw.info;
  const [left, top] = [Math.floor((largeSide - width) / 2), Math.floor((largeSide - height) / 2)];
  const padding = { left, top, right: largeSide - width - left, bottom: largeSide - height - top, background: white };
  for (const quality of qualities) {
    const bytes = await fromRaw(raw).extend(padding).jpeg({ quality }).toBuffer();
    if (bytes.length < largeBytes) return { bytes, width: largeSide, height: largeSide };
  }
  throw new Error('a 1200 × 1200 JPEG of the lowest quality is over 1 MB');
};

/**
 * Makes what screens and marketplaces need of one uploaded image, decoding it once.
 * @param original size as its header says, in pixels.
 * @throws UnreadableImageError for a broken or cut-off image.
 */
export type Render = (
  bytes: Buffer,
  original: { readonly width: number; readonly height: number },
) => Promise<Rendered>;

/** sharp for a function that handles one photo at a time: one thread, nothing kept between photos. */
export const createRender = (): Render => {
  sharp.concurrency(1);
  sharp.cache(false);
  return async (bytes, original) => {
    const raw = await decode(bytes);
    const large = await toLarge(raw);
    const sample = await fromRaw(raw)
      .resize(smallSide, smallSide, { fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = sample.info;
    const small = { bytes: await fromRaw(sample).jpeg({ quality: 75 }).toBuffer(), width, height };
    const tiny = await fromRaw(sample)
      .resize(placeholderSide, placeholderSide, { fit: 'inside' })
      .webp({ quality: 20, effort: 0 })
      .toBuffer();
    const pixels = { data: sample.data, width, height, channels };
    const look = lookOf(pixels);
    return {
      large,
      small,
      placeholder: `data:image/webp;base64,${tiny.toString('base64')}`,
      advice: judgePhoto(original, pixels),
      ...(look === undefined ? {} : { look }),
    };
  };
};
