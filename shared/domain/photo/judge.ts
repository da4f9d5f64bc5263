import type { PhotoAdvice } from './photo.ts';

/** Longer side below which a marketplace's zoom looks poor, in pixels. */
const smallSide = 800;
/** Mean lightness (0–255) below which a photo was taken in too little light. */
const darkBelow = 45;
/** Variance of the Laplacian, at some 480 pixels, below which edges are nowhere sharp. */
const blurredBelow = 12;

/** Interleaved 8-bit samples, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Rec. 601 lightness in whole numbers. */
export const toGrey = ({ data, width, height, channels }: Pixels): Uint8Array => {
  const grey = new Uint8Array(width * height);
  for (let n = 0; n < grey.length; n += 1) {
    const at = n * channels;
    const red = data[at] ?? 0;
    grey[n] = channels < 3 ? red : (77 * red + 150 * (data[at + 1] ?? 0) + 29 * (data[at + 2] ?? 0)) >> 8;
  }
  return grey;
};

const laplacianVariance = (grey: Uint8Array, width: number, height: number): number => {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const around = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - width] ?? 0) + (grey[at + width] ?? 0);
      const value = around - 4 * (grey[at] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const count = Math.max(1, (width - 2) * (height - 2));
  return squares / count - (sum / count) ** 2;
};

/**
 * What would make the photo better. Advice only: nothing is refused for it.
 * @param original size as uploaded, in pixels.
 * @param sample the photo at about 480 pixels.
 */
export const judgePhoto = (
  original: { readonly width: number; readonly height: number },
  sample: Pixels,
): PhotoAdvice[] => {
  const grey = toGrey(sample);
  const mean = grey.reduce((sum, value) => sum + value, 0) / Math.max(1, grey.length);
  return [
    ...(Math.max(original.width, original.height) < smallSide ? (['photo-small'] as const) : []),
    ...(mean < darkBelow ? (['photo-dark'] as const) : []),
    ...(laplacianVariance(grey, sample.width, sample.height) < blurredBelow ? (['photo-blurred'] as const) : []),
  ];
};
