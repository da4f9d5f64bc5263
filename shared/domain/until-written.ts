import { ProblemError } from './problem.ts';

/** Upper bounds of the pauses before reading and deciding again, in milliseconds; each is shortened at random. */
const pauses = [10, 20, 40, 80, 120, 160, 200, 240, 280, 320];

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/**
 * Reads, decides and writes again while others wrote in between. Every try must read afresh.
 * @throws ProblemError `conflict` when others kept being first.
 */
export const untilWritten = async <Result>(attempt: () => Promise<Result | 'conflict'>): Promise<Result> => {
  for (const pause of [...pauses, undefined]) {
    const result = await attempt();
    if (result !== 'conflict') return result;
    if (pause !== undefined) await wait(Math.random() * pause);
  }
  throw new ProblemError('conflict');
};
