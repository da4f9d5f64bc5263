import { toIso, type Clock } from '../time.ts';
import { untilWritten } from '../until-written.ts';
import { stateAfter, type Import, type ImportStep } from './import.ts';
import type { ImportStore } from './import-store.ts';

/** A lease lasts this long and is taken anew with every stretch that is written down. Milliseconds. */
export const leaseMs = 120_000;
/** An import that was begun so often without coming forward is given up. */
const mostTries = 25;

/** Somebody else works on it now, or it was cancelled: what was done since the last checkpoint will be done again. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** An import that is being worked on by this worker alone. */
export interface Work {
  readonly now: () => Import;
  /** Writes down how far it came, and keeps the lease. @throws LeaseLostError */
  readonly checkpoint: (next: (now: Import) => Partial<Import>) => Promise<void>;
  /** Keeps the lease where nothing is to be written down yet. @throws LeaseLostError */
  readonly keep: () => Promise<void>;
  /** Takes a step and gives the lease back. @throws LeaseLostError */
  readonly end: (step: ImportStep, next?: Partial<Import>) => Promise<void>;
  /** Gives the lease back and asks to go on soon. @throws LeaseLostError */
  readonly pause: () => Promise<void>;
}

const isWorkedOn = ({ state }: Import): boolean => state === 'checking' || state === 'running';

const without = ({ lease: _, ...rest }: Import): Import => rest;

/**
 * Takes an import to work on it. `holder` is the message that asks for it: its second delivery means that the first one's
 * worker died, so it need not wait for the lease's end; should it live all the same, it finds its lease lost.
 * @returns `spent` when it was begun too often in vain; undefined when there is nothing to do, or somebody else is at it.
 */
export const takeWork = async (
  { store, clock }: { readonly store: ImportStore; readonly clock: Clock },
  importId: string,
  holder: string,
): Promise<{ readonly work: Work; readonly isSpent: boolean } | undefined> => {
  const taken = await untilWritten(async () => {
    const before = await store.read(importId);
    if (before === undefined || !isWorkedOn(before)) return null;
    const { lease } = before;
    if (lease !== undefined && lease.untilMs > clock() && lease.holder !== holder) return null;
    return store.save(before, {
      ...before,
      lease: { holder, fence: before.etag, untilMs: clock() + leaseMs },
      tries: before.tries + 1,
    });
  });
  if (taken?.lease === undefined) return undefined;
  const { fence } = taken.lease;
  let now = taken;
  // work that goes on side by side keeps the lease once
  let keeping: Promise<void> | undefined;

  const write = async (change: (now: Import) => Import): Promise<void> => {
    now = await untilWritten(async () => {
      const saved = await store.save(now, change(now));
      if (saved !== 'conflict') return saved;
      const there = await store.read(importId);
      if (there?.lease?.fence !== fence || !isWorkedOn(there)) throw new LeaseLostError('the lease is lost');
      now = there;
      return saved;
    });
  };
  const kept = (of: Import): Import => ({ ...of, lease: { holder, fence, untilMs: clock() + leaseMs } });

  const work: Work = {
    now: () => now,
    checkpoint: (next) => write((of) => kept({ ...of, ...next(of), tries: 0, updatedAt: toIso(clock()) })),
    keep: async () => {
      if ((now.lease?.untilMs ?? 0) - clock() >= leaseMs / 2) return;
      keeping ??= write(kept).finally(() => (keeping = undefined));
      await keeping;
    },
    end: (step, next = {}) =>
      write((of) => {
        const state = stateAfter(of.state, step);
        if (state === undefined) throw new LeaseLostError(`an import that is ${of.state} cannot ${step}`);
        return without({ ...of, ...next, state, tries: 0, updatedAt: toIso(clock()) });
      }),
    pause: () => write((of) => without({ ...of, seq: of.seq + 1 })),
  };
  return { work, isSpent: now.tries > mostTries };
};
