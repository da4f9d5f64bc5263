import type { PhotoReason } from './photo.ts';

/** Kind and size of an image as its first bytes say it, before anything is unpacked. */
interface ImageHeader {
  readonly kind: 'jpeg' | 'png' | 'webp';
  readonly width: number;
  readonly height: number;
}

/** Either what it is, or why it is refused. */
export type HeaderReading = ImageHeader | { readonly refused: PhotoReason };

interface Size {
  readonly width: number;
  readonly height: number;
}

const startsWith = (bytes: Buffer, signature: readonly number[], at = 0): boolean =>
  bytes.length >= at + signature.length && signature.every((byte, n) => bytes[at + n] === byte);

const textAt = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

/** Markers that begin a frame and so carry its size: C0 to CF but for C4, C8, CC (ITU T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Markers without a length: TEM and the restart markers. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

const jpegSize = (bytes: Buffer): Size | undefined => {
  let at = 2;
  while (at + 9 < bytes.length) {
    // bytes between segments are skipped, as decoders do
    at = bytes.indexOf(0xff, at);
    if (at === -1 || at + 9 >= bytes.length) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff || marker === 0x00) {
      at += 1;
    } else if (isFrame(marker)) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    } else if (marker === 0xda || marker === 0xd9) {
      return undefined;
    } else {
      at += standsAlone(marker) ? 2 : 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return undefined;
};

const pngSize = (bytes: Buffer): Size | undefined =>
  bytes.length >= 33 && textAt(bytes, 12, 16) === 'IHDR'
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : undefined;

/** The three forms of WebP (RFC 9649): lossy, lossless, extended. */
const webpSize = (bytes: Buffer): Size | undefined => {
  if (bytes.length < 30) return undefined;
  switch (textAt(bytes, 12, 16)) {
    case 'VP8 ':
      return startsWith(bytes, [0x9d, 0x01, 0x2a], 23)
        ? { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
        : undefined;
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return bytes[20] === 0x2f ? { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 } : undefined;
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
};

const heicBrands = new Set(['heic', 'heix', 'hevc', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1']);

/** What people most often send in place of a photo, so that the refusal can say what to do. */
const strangerOf = (bytes: Buffer): PhotoReason => {
  if (bytes.length === 0) return 'photo-empty';
  if (textAt(bytes, 0, 4) === 'GIF8') return 'photo-type-gif';
  if (textAt(bytes, 4, 8) === 'ftyp' && heicBrands.has(textAt(bytes, 8, 12))) return 'photo-type-heic';
  const opening = textAt(bytes, 0, 1024);
  if (opening.includes('%PDF-')) return 'photo-type-pdf';
  if (/<svg[\s>]/i.test(opening)) return 'photo-type-svg';
  return 'photo-not-an-image';
};

const kinds = [
  { kind: 'jpeg', is: (bytes: Buffer) => startsWith(bytes, [0xff, 0xd8, 0xff]), sizeOf: jpegSize },
  {
    kind: 'png',
    is: (bytes: Buffer) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    sizeOf: pngSize,
  },
  {
    kind: 'webp',
    is: (bytes: Buffer) => textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP',
    sizeOf: webpSize,
  },
] as const;

/** Reads what an upload is by its content, never by its name or announced type. Never throws, whatever the bytes. */
export const readImageHeader = (bytes: Buffer): HeaderReading => {
  const found = kinds.find(({ is }) => is(bytes));
  if (found === undefined) return { refused: strangerOf(bytes) };
  const size = found.sizeOf(bytes);
  if (size === undefined || size.width === 0 || size.height === 0) return { refused: 'photo-unreadable' };
  return { kind: found.kind, ...size };
};
