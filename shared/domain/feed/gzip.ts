import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * A gzip file put together from stretches that were deflated apart (RFC 1951 §3.2.4: a flushed stretch ends on a byte and
 * refers to nothing before it), so that a changed stretch is the only one deflated anew and readers see one plain member.
 */
export interface Deflated {
  readonly bytes: Buffer;
  /** Of the plain bytes. */
  readonly crc: number;
}

/** RFC 1952 §2.3: magic, deflate, no flags, no time, no extra flags, unknown system. */
export const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

export const deflateStretch = (plain: Buffer): Deflated => ({
  bytes: plain.length === 0 ? Buffer.alloc(0) : deflateRawSync(plain, { finishFlush: constants.Z_FULL_FLUSH }),
  crc: crc32(plain),
});

/** An empty last block, then the checksum and the length (modulo 2^32) of all plain bytes. */
export const gzipTrailer = (crc: number, plainBytes: number): Buffer => {
  const trailer = Buffer.alloc(10);
  trailer[0] = 3;
  trailer.writeUInt32LE(crc >>> 0, 2);
  trailer.writeUInt32LE(plainBytes % 2 ** 32, 6);
  return trailer;
};

type Matrix = readonly number[];

const times = (matrix: Matrix, vector: number): number => {
  let sum = 0;
  for (let rest = vector >>> 0, row = 0; rest !== 0; rest >>>= 1, row += 1) if (rest & 1) sum ^= matrix[row] ?? 0;
  return sum >>> 0;
};

/** What 2^n zero bytes do to a checksum, as far as it was asked for. */
const zeroes: Matrix[] = [];
const zeroesOf = (power: number): Matrix => {
  const known = zeroes[power];
  if (known !== undefined) return known;
  const half = power > 0 ? zeroesOf(power - 1) : [0xedb88320, ...Array.from({ length: 31 }, (_, n) => (1 << n) >>> 0)];
  let matrix: Matrix = half.map((row) => times(half, row));
  // one bit to eight
  if (power === 0) for (let n = 0; n < 2; n += 1) matrix = square(matrix);
  zeroes[power] = matrix;
  return matrix;
};
const square = (matrix: Matrix): Matrix => matrix.map((row) => times(matrix, row));

/** Checksum of two stretches in a row from the checksum of each (CRC-32 is linear: Mark Adler, zlib `crc32_combine`). */
export const joinCrc = (first: number, second: number, secondBytes: number): number => {
  let crc = first >>> 0;
  for (let rest = secondBytes, power = 0; rest > 0; rest = Math.floor(rest / 2), power += 1)
    if (rest % 2 === 1) crc = times(zeroesOf(power), crc);
  return (crc ^ second) >>> 0;
};
