import { brotliDecompressSync } from 'node:zlib';
import { ProblemError } from '../../shared/domain/problem.ts';
import { regionNameOf } from '../../shared/domain/region/region-names.ts';
import { isKnownRegion, regionsBelow } from '../../shared/domain/region/region.ts';
import { packedNames } from './names.gen.ts';

interface Region {
  readonly code: string;
  readonly name: string;
}

/** Kabupaten or kota, and kecamatan, each before those below it: in the order of the packed lines. */
const parents = (): readonly string[] =>
  regionsBelow('')
    .flatMap(regionsBelow)
    .flatMap((kabupaten) => [kabupaten, ...regionsBelow(kabupaten)]);

let unpacked: ReadonlyMap<string, string> | undefined;
const linesByParent = (): ReadonlyMap<string, string> => {
  const lines = brotliDecompressSync(Buffer.from(packedNames, 'base64')).toString('utf8').split('\n');
  return new Map(parents().map((parent, n) => [parent, lines[n] ?? '']));
};

/**
 * Regions directly below one (`''`: the provinces), by code; none below a village.
 * @throws ProblemError `not-found` for a code that no region has
 */
export const listRegions = (parent: string): readonly Region[] => {
  if (parent !== '' && !isKnownRegion(parent)) throw new ProblemError('not-found');
  const codes = parent.length > 8 ? [] : regionsBelow(parent);
  if (parent.length < 5) return codes.map((code) => ({ code, name: regionNameOf(code) }));
  unpacked ??= linesByParent();
  const names = (unpacked.get(parent) ?? '').split('|');
  return codes.map((code, n) => ({ code, name: names[n] ?? code }));
};
