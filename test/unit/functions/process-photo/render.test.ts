import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createRender, UnreadableImageError } from '../../../../functions/process-photo/render.ts';
import { phonePhoto, pngBomb } from './images.ts';

const render = createRender();

/** Mean colour of a square of a picture. */
const colourAt = async (bytes: Buffer, left: number, top: number): Promise<number[]> => {
  const { channels } = await sharp(
    await sharp(bytes).extract({ left, top, width: 20, height: 20 }).png().toBuffer(),
  ).stats();
  return channels.map(({ mean }) => Math.round(mean));
};

describe('renditions of a phone photo of 12 megapixels', () => {
  const original = { width: 4000, height: 3000 };

  test('are upright, of the promised sizes, under 1 MB, and tell nothing of where it was taken', async () => {
    const photo = await phonePhoto();
    const before = await sharp(photo).metadata();
    expect({ orientation: before.orientation, gps: before.exif?.includes('Redmi') }).toEqual({
      orientation: 6,
      gps: true,
    });

    const { large, small, placeholder } = await render(photo, original);
    expect(large).toMatchObject({ width: 1200, height: 1200 });
    expect(large.bytes.length).toBeLessThan(1_000_000);
    // a lying photo that stands: 3 to 4
    expect(small).toMatchObject({ width: 360, height: 480 });
    for (const { bytes, width, height } of [large, small]) {
      const metadata = await sharp(bytes).metadata();
      expect(metadata).toMatchObject({ format: 'jpeg', width, height, space: 'srgb' });
      expect(metadata.exif ?? metadata.xmp ?? metadata.iptc ?? metadata.icc).toBeUndefined();
      expect(metadata.orientation).toBeUndefined();
      expect(bytes.includes('Exif')).toBe(false);
      expect(bytes.includes('Redmi')).toBe(false);
    }
    // white left and right of the standing picture, picture above and below
    expect(await colourAt(large.bytes, 5, 600)).toEqual([255, 255, 255]);
    expect((await colourAt(large.bytes, 600, 5)).every((value) => value < 200)).toBe(true);
    expect(placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(placeholder.length).toBeLessThanOrEqual(400);
  });

  test('are the same bytes every time, so that a repetition stores nothing new', async () => {
    const photo = await phonePhoto(800, 600);
    const [first, second] = [await render(photo, original), await render(photo, original)];
    expect(first.large.bytes.equals(second.large.bytes) && first.small.bytes.equals(second.small.bytes)).toBe(true);
  });

  test('turn as each of the eight orientations asks', async () => {
    // red left, blue right
    const halves = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#f00' } })
      .composite([
        {
          input: { create: { width: 200, height: 400, channels: 3, background: '#00f' } },
          left: 200,
          top: 0,
        },
      ])
      .png()
      .toBuffer();
    const redAt: Record<number, 'left' | 'right' | 'top' | 'bottom'> = {
      1: 'left',
      2: 'right',
      3: 'right',
      4: 'left',
      5: 'top',
      6: 'top',
      7: 'bottom',
      8: 'bottom',
    };
    const spots = { left: [50, 600], right: [1130, 600], top: [600, 50], bottom: [600, 1130] } as const;
    for (const [orientation, side] of Object.entries(redAt)) {
      const photo = await sharp(halves)
        .withMetadata({ orientation: Number(orientation) })
        .jpeg()
        .toBuffer();
      const { large } = await render(photo, { width: 400, height: 400 });
      const [left, top] = spots[side];
      const [red = 0, , blue = 255] = await colourAt(large.bytes, left, top);
      expect({ orientation, red: red > 200, blue: blue < 60 }).toEqual({ orientation, red: true, blue: true });
    }
  });
});

describe('other honest pictures', () => {
  test('transparent PNG stands on white; noise of the worst kind still fits under 1 MB', async () => {
    const clear = await sharp({ create: { width: 900, height: 900, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    expect(await colourAt((await render(clear, { width: 900, height: 900 })).large.bytes, 600, 600)).toEqual([
      255, 255, 255,
    ]);
    const data = Buffer.alloc(1200 * 1200 * 3);
    let seed = 1;
    for (let n = 0; n < data.length; n += 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      data[n] = seed >>> 24;
    }
    const noise = await sharp(data, { raw: { width: 1200, height: 1200, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const { large, placeholder } = await render(noise, { width: 1200, height: 1200 });
    expect(large.bytes.length).toBeLessThan(1_000_000);
    expect(placeholder.length).toBeLessThanOrEqual(400);
  });

  test('grey, CMYK, one pixel, and a strip are taken', async () => {
    const pictures = [
      await sharp({ create: { width: 300, height: 200, channels: 3, background: '#777' } })
        .greyscale()
        .jpeg()
        .toBuffer(),
      await sharp({ create: { width: 300, height: 200, channels: 3, background: '#777' } })
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer(),
      await sharp({ create: { width: 1, height: 1, channels: 3, background: '#777' } })
        .png()
        .toBuffer(),
      await sharp({ create: { width: 9000, height: 2, channels: 3, background: '#777' } })
        .webp()
        .toBuffer(),
    ];
    for (const bytes of pictures) {
      const { large } = await render(bytes, { width: 300, height: 200 });
      expect((await sharp(large.bytes).metadata()).space).toBe('srgb');
    }
  });

  test('advice: small, dark, blurred; none for a good one', async () => {
    const flat = (background: string, width: number) =>
      sharp({ create: { width, height: width, channels: 3, background } })
        .jpeg()
        .toBuffer();
    expect((await render(await flat('#101010', 500), { width: 500, height: 500 })).advice).toEqual([
      'photo-small',
      'photo-dark',
      'photo-blurred',
    ]);
    expect((await render(await phonePhoto(1600, 1200), { width: 1600, height: 1200 })).advice).toEqual([]);
  });
});

describe('what is no whole image', () => {
  test('a JPEG cut off anywhere, and a bomb whose header would have lied', async () => {
    const photo = await phonePhoto(1600, 1200);
    for (const part of [0.2, 0.5, 0.9]) {
      const cut = photo.subarray(0, Math.floor(photo.length * part));
      await expect(render(cut, { width: 1600, height: 1200 })).rejects.toBeInstanceOf(UnreadableImageError);
    }
    await expect(render(pngBomb(20_000), { width: 1, height: 1 })).rejects.toBeInstanceOf(UnreadableImageError);
  });
});
