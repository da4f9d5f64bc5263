import { brotliDecompressSync } from 'node:zlib';
import { packedRegionNames } from './region-names.gen.ts';

const unpack = (): ReadonlyMap<string, string> =>
  new Map(
    brotliDecompressSync(Buffer.from(packedRegionNames, 'base64'))
      .toString('utf8')
      .split('\n')
      .map((line) => {
        const space = line.indexOf(' ');
        return [line.slice(0, space), line.slice(space + 1)];
      }),
  );

let unpacked: ReadonlyMap<string, string> | undefined;

/**
 * What buyers call the place of a code: its kabupaten or kota ("Kota Malang"), or its province for a code of two digits.
 * A code that no list knows is its own name. Source: Kepmendagri 300.2.2-2430/2025.
 */
export const regionNameOf = (code: string): string => {
  unpacked ??= unpack();
  return unpacked.get(code.slice(0, 5)) ?? unpacked.get(code.slice(0, 2)) ?? code;
};
