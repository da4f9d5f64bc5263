import { brotliDecompressSync } from 'node:zlib';
import { packedRegions } from './regions.gen.ts';

interface Run {
  readonly first: number;
  readonly last: number;
}

const unpackRuns = (line: string): Run[] => {
  let at = 0;
  return line.split(' ').map((run) => {
    const [step = '', length = '0'] = run.split('+');
    const first = at + Number.parseInt(step, 36);
    at = first + Number.parseInt(length, 36);
    return { first, last: at };
  });
};

const childrenOf = (parent: string, runs: readonly Run[], digits: number): string[] =>
  runs.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, n) => {
      const part = String(first + n).padStart(digits, '0');
      return parent === '' ? part : `${parent}.${part}`;
    }),
  );

/** Runs of the codes below each code above village level; villages, nine tenths of all, are never spelt out. */
const unpack = (): ReadonlyMap<string, readonly Run[]> => {
  const text = brotliDecompressSync(Buffer.from(packedRegions, 'base64')).toString('latin1');
  const below = new Map<string, readonly Run[]>();
  let parents = [''];
  for (const block of text.split('\n\n')) {
    const lines = block.split('\n').map(unpackRuns);
    const children: string[] = [];
    for (const [n, parent] of parents.entries()) {
      const runs = lines[n] ?? [];
      below.set(parent, runs);
      if (parent.length < 8) children.push(...childrenOf(parent, runs, 2));
    }
    parents = children;
  }
  return below;
};

let unpacked: ReadonlyMap<string, readonly Run[]> | undefined;
const regions = (): ReadonlyMap<string, readonly Run[]> => (unpacked ??= unpack());

/** Whether a region of this code exists, at any level. Codes: Kepmendagri 300.2.2-2430/2025. */
export const isKnownRegion = (code: string): boolean => {
  const parts = code.split('.');
  const last = parts.pop() ?? '';
  const digits = parts.length === 3 ? 4 : 2;
  if (parts.length > 3 || last.length !== digits || !/^\d+$/.test(last)) return false;
  const number = Number(last);
  return (regions().get(parts.join('.')) ?? []).some(({ first, last: end }) => first <= number && number <= end);
};

/** All codes directly below one (`''`: the provinces), in order. */
export const regionsBelow = (code: string): readonly string[] =>
  childrenOf(code, regions().get(code) ?? [], code.length === 8 ? 4 : 2);
