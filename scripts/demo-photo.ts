import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/**
 * Photos as a phone makes them: 12 megapixels, stored lying down with EXIF rotation 6, with the maker of the phone and the
 * place in EXIF. Each is different, and the same every time. Kept in the computer's temporary directory.
 */
const width = 4000;
const height = 3000;
/** Drawn this small and then made large: twelve megapixels in a sixth of the time. */
const sketch = { width: 1000, height: 750 } as const;

/** Raised when the pictures change, so that old ones are not used. */
const edition = '2';
const cache = join(tmpdir(), `e-smart-ikm-demo-photos-${edition}`);

const numbersOf = (seed: string): Buffer => createHash('sha256').update(seed).digest();

/** A wooden table in uneven light with the noise of a cheap sensor, drawn small. */
const background = (seed: string): Buffer => {
  const [small, wide] = [sketch.width, sketch.height];
  const hash = numbersOf(seed);
  const tint = [0, 1, 2].map((channel) => 120 + ((hash[channel] ?? 0) % 80));
  const pixels = Buffer.alloc(small * wide * 3);
  let state = hash.readUInt32LE(4) || 1;
  for (let at = 0; at < pixels.length; at += 1) {
    // xorshift32: noise that is the same every time
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const x = Math.floor(at / 3) % small;
    const y = Math.floor(at / 3 / small);
    const light = 0.6 + (0.5 * x) / small - (0.25 * y) / wide;
    const grain = 14 * Math.sin((y + Math.sin(x / 92) * 6) / 7);
    pixels[at] = Math.max(0, Math.min(255, (tint[at % 3] ?? 128) * light + grain + ((state >>> 0) % 23) - 11));
  }
  return pixels;
};

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The packed product, drawn lying on its side as the phone was held upright. */
const drawing = (name: string): Buffer => {
  const hash = numbersOf(name);
  const hue = (hash[0] ?? 0) * 1.4;
  const words = name.split(' ');
  const lines = [0, 1, 2].map((line) => words.slice(line * 3, line * 3 + 3).join(' '));
  const text = lines
    .map((line, at) => `<text x="1500" y="${1850 + at * 190}" text-anchor="middle">${escape(line)}</text>`)
    .join('');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sketch.width}" height="${sketch.height}" viewBox="0 0 ${width} ${height}">
       <g transform="translate(0 ${height}) rotate(-90)">
         <ellipse cx="1500" cy="3300" rx="1150" ry="180" fill="#000" opacity="0.35"/>
         <rect x="600" y="700" width="1800" height="2600" rx="120" fill="hsl(${hue} 55% 45%)"/>
         <circle cx="1500" cy="1180" r="330" fill="hsl(${hue + 40} 70% 75%)"/>
         <rect x="700" y="1640" width="1600" height="720" rx="50" fill="#fffbe8"/>
         <g font-family="sans-serif" font-weight="bold" font-size="150" fill="#332">${text}</g>
       </g>
     </svg>`,
  );
};

const backgrounds = new Map<string, Buffer>();

/** The JPEG of one product, one to two megabytes. */
export const phonePhoto = async (key: string, name: string): Promise<Buffer<ArrayBuffer>> => {
  const file = join(cache, `${key}.jpg`);
  if (existsSync(file)) return readFileSync(file);
  const shade = String((numbersOf(key)[0] ?? 0) % 6);
  const table = backgrounds.get(shade) ?? background(shade);
  backgrounds.set(shade, table);
  const drawn = await sharp(table, { raw: { ...sketch, channels: 3 } })
    .composite([{ input: drawing(name) }])
    .removeAlpha()
    .raw()
    .toBuffer();
  const { data } = await sharp(drawn, { raw: { ...sketch, channels: 3 } })
    .resize(width, height, { kernel: 'nearest' })
    .jpeg({ quality: 85, optimiseCoding: false })
    .withExif({
      IFD0: { Make: 'Xiaomi', Model: 'Redmi 9A', Software: 'demo' },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '7/1 57/1 4800/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '112/1 38/1 600/100',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer({ resolveWithObject: true });
  const bytes = Buffer.from(data);
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, bytes);
  renameSync(`${file}.${process.pid}`, file);
  return bytes;
};
