import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { readImageHeader } from '../../../../shared/domain/photo/image-header.ts';
import { heic, pdf, phonePhoto, pngBomb, svg } from '../../functions/process-photo/images.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#4a7' } });

describe('reading what an upload is', () => {
  test.each([
    ['jpeg', () => picture(641, 483).jpeg().toBuffer()],
    ['jpeg', () => picture(641, 483).jpeg({ progressive: true }).toBuffer()],
    ['png', () => picture(641, 483).png().toBuffer()],
    ['webp', () => picture(641, 483).webp().toBuffer()],
    ['webp', () => picture(641, 483).webp({ lossless: true }).toBuffer()],
    [
      'webp',
      () =>
        picture(641, 483)
          .ensureAlpha(0.5)
          .webp()
          .withExif({ IFD0: { Make: 'x' } })
          .toBuffer(),
    ],
  ])('%s: kind and size from its bytes', async (kind, make) => {
    expect(readImageHeader(await make())).toEqual({ kind, width: 641, height: 483 });
  });

  test('finds the frame behind a large EXIF part, whose own thumbnail does not count', async () => {
    expect(readImageHeader(await phonePhoto(400, 300))).toEqual({ kind: 'jpeg', width: 400, height: 300 });
  });

  test('a bomb tells its size without being unpacked', () => {
    const bomb = pngBomb(20_000);
    expect(bomb.length).toBeLessThan(100_000);
    expect(readImageHeader(bomb)).toEqual({ kind: 'png', width: 20_000, height: 20_000 });
  });

  test.each([
    ['photo-empty', Buffer.alloc(0)],
    ['photo-type-pdf', pdf],
    ['photo-type-svg', svg],
    ['photo-type-heic', heic],
    ['photo-type-gif', Buffer.from('GIF89a..........')],
    ['photo-not-an-image', Buffer.from('<!doctype html><p>hello')],
    ['photo-unreadable', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['photo-unreadable', Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
  ])('refuses by name: %s', (refused, bytes) => {
    expect(readImageHeader(bytes)).toEqual({ refused });
  });

  test('never throws, and never believes in a picture without size', () => {
    const signatures = [
      [],
      [0xff, 0xd8, 0xff],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [...Buffer.from('RIFF0000WEBPVP8 ')],
      [...Buffer.from('RIFF0000WEBPVP8L')],
      [...Buffer.from('RIFF0000WEBPVP8X')],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 300 }), (signature, rest) => {
        const reading = readImageHeader(Buffer.from([...signature, ...rest]));
        if (!('refused' in reading)) expect(reading.width * reading.height).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
