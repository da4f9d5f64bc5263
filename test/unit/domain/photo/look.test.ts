import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createLook } from '../../../../functions/fetch-shop-photos/look.ts';
import { createRender } from '../../../../functions/process-photo/render.ts';
import { alikeLooks, Look, lookOf } from '../../../../shared/domain/photo/look.ts';

/** A drawing that is the same for the same seed, of any size. */
const drawing = (seed: number, width: number, height: number) => {
  const next = (n: number): number => createHash('sha256').update(`${seed}/${n}`).digest().readUInt16BE() / 65_536;
  const shapes = Array.from(
    { length: 24 },
    (_, n) =>
      `<circle cx="${next(n * 5) * 400}" cy="${next(n * 5 + 1) * 400}" r="${20 + next(n * 5 + 2) * 70}" fill="hsl(${next(n * 5 + 3) * 360},60%,${15 + next(n * 5 + 4) * 70}%)"/>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" preserveAspectRatio="none" width="${width}" height="${height}"><rect width="400" height="400" fill="#998"/>${shapes}</svg>`;
  return sharp(Buffer.from(svg));
};
const look = createLook();

describe('the look of a photo', () => {
  test('stays when it is scaled, compressed anew or saved as another kind', async () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const original = await drawing(seed, 900, 900).jpeg({ quality: 92 }).toBuffer();
      const { look: ours } = await createRender()(original, { width: 900, height: 900 });
      expect(Look.safeParse(ours).success).toBe(true);
      const copies = [
        await sharp(original).resize(500).jpeg({ quality: 45 }).toBuffer(),
        await sharp(original).resize(320).webp({ quality: 60 }).toBuffer(),
        await sharp(original).modulate({ brightness: 1.1 }).png({ compressionLevel: 1 }).toBuffer(),
      ];
      for (const copy of copies) expect(alikeLooks((await look(copy)) ?? '', ours ?? '')).toBeGreaterThanOrEqual(0.6);
    }
  });

  test('tells other photos apart', async () => {
    const looks = await Promise.all(
      Array.from({ length: 12 }, async (_, seed) =>
        look(
          await drawing(seed + 1, 600, 600)
            .jpeg()
            .toBuffer(),
        ),
      ),
    );
    const pairs = looks.flatMap((a, n) => looks.slice(n + 1).map((b) => alikeLooks(a ?? '', b ?? '')));
    expect(pairs.filter((alike) => alike >= 0.6)).toEqual([]);
  });

  test('is none for a plain picture, for what is no picture, and for one of too many pixels', async () => {
    const plain = sharp({ create: { width: 300, height: 300, channels: 3, background: '#964' } });
    expect(await look(await plain.jpeg().toBuffer())).toBeUndefined();
    expect(await look(Buffer.from('<html>'))).toBeUndefined();
    const cut = await drawing(1, 600, 600).jpeg().toBuffer();
    expect(await look(cut.subarray(0, 200))).toBeUndefined();
    expect(lookOf({ data: new Uint8Array(4), width: 2, height: 2, channels: 1 })).toBeUndefined();
  });

  test('is 1 like itself, 0 like its opposite', () => {
    expect(alikeLooks('f0f0f0f0f0f0f0f0', 'f0f0f0f0f0f0f0f0')).toBe(1);
    expect(alikeLooks('f0f0f0f0f0f0f0f0', '0f0f0f0f0f0f0f0f')).toBe(0);
    expect(alikeLooks('f0f0f0f0f0f0f0f0', 'f0f0f0f0f0f0f0f1')).toBe(1 - 1 / 16);
  });
});
