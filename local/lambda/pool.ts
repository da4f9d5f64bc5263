import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { PlannedFunction } from '../template/plan.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

const Answer = z.union([
  z.object({ id: z.string(), result: z.string() }),
  z.object({ id: z.string(), fault: z.object({ name: z.string(), message: z.string(), stack: z.string() }) }),
]);

export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly reason: string; readonly requestId: string };

export interface Pool {
  /** Runs a function with an event; never throws for what the function does. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  readonly close: () => void;
}

export interface PoolDeps {
  readonly functions: readonly PlannedFunction[];
  readonly environmentOf: (fn: PlannedFunction) => Readonly<Record<string, string>>;
  readonly onLine: (functionName: string, line: string) => void;
}

/** Workers of one function at the same time: small, as a computer is no cloud. */
const perFunction = 3;
/** Workers altogether; beyond it, a function gets its first worker only. A thread takes about 30 MB. */
const altogether = 12;
const idleMs = 60_000;
/** Idle for this long, a worker may go for another function's second one. */
const settledMs = 3_000;

interface Job {
  readonly id: string;
  readonly payload: string;
  readonly settle: (outcome: Outcome) => void;
}

interface Seat {
  readonly sandbox: Sandbox;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
  idleSince: number;
}

interface Ward {
  readonly fn: PlannedFunction;
  readonly environment: Readonly<Record<string, string>>;
  readonly seats: Set<Seat>;
  readonly waiting: Job[];
}

/** Runs functions as Lambda does: one event per worker at a time, workers started on first use, time-outs kept. */
export const createPool = ({ functions, environmentOf, onLine }: PoolDeps): Pool => {
  const wards = new Map<string, Ward>();
  for (const fn of functions) wards.set(fn.arn, { fn, environment: environmentOf(fn), seats: new Set(), waiting: [] });
  let isClosed = false;

  const limitOf = ({ fn }: Ward): number =>
    Math.min(fn.reservedConcurrency ?? perFunction, fn.isOwnProcess ? 2 : perFunction);
  const count = (): number => [...wards.values()].reduce((sum, { seats }) => sum + seats.size, 0);

  const finish = (ward: Ward, seat: Seat, outcome: Outcome): void => {
    const { job } = seat;
    clearTimeout(seat.timer);
    seat.job = undefined;
    seat.idleSince = Date.now();
    job?.settle(outcome);
    serveNext(ward);
  };

  const remove = (ward: Ward, seat: Seat, reason: string): void => {
    if (!ward.seats.delete(seat)) return;
    if (seat.job !== undefined) finish(ward, seat, { ok: false, reason, requestId: seat.job.id });
  };

  const open = (ward: Ward): Seat => {
    const { fn } = ward;
    const sandbox = startSandbox(fn, ward.environment, {
      onLine: (line) => onLine(fn.name, line),
      onMessage: (message) => {
        const answer = Answer.parse(message);
        if (answer.id !== seat.job?.id) return;
        if ('result' in answer) {
          const payload: unknown = JSON.parse(answer.result);
          finish(ward, seat, { ok: true, payload });
          return;
        }
        onLine(
          fn.name,
          JSON.stringify({
            level: 'ERROR',
            message: `Invoke Error: ${answer.fault.message}`,
            error: answer.fault.name,
            stack: answer.fault.stack,
          }),
        );
        finish(ward, seat, {
          ok: false,
          reason: `${answer.fault.name}: ${answer.fault.message}`,
          requestId: answer.id,
        });
      },
      onExit: (reason) => {
        if (!isClosed && seat.job !== undefined)
          onLine(fn.name, JSON.stringify({ level: 'ERROR', message: `Runtime exited: ${reason}` }));
        remove(ward, seat, `Runtime.ExitError: ${reason}`);
      },
    });
    const seat: Seat = { sandbox, job: undefined, timer: undefined, idleSince: Date.now() };
    ward.seats.add(seat);
    return seat;
  };

  const close = (ward: Ward, seat: Seat): void => {
    ward.seats.delete(seat);
    seat.sandbox.stop();
  };

  /** Makes room by ending whoever has been idle longest, of any function, if for at least `idleForMs`. */
  const makeRoom = (idleForMs: number): boolean => {
    const idle = [...wards.values()]
      .flatMap((ward) => [...ward.seats].filter(({ job }) => job === undefined).map((seat) => ({ ward, seat })))
      .filter(({ seat }) => Date.now() - seat.idleSince >= idleForMs)
      .sort((a, b) => a.seat.idleSince - b.seat.idleSince);
    const [longest] = idle;
    if (longest === undefined) return false;
    close(longest.ward, longest.seat);
    return true;
  };

  const run = (ward: Ward, seat: Seat, job: Job): void => {
    const timeoutMs = ward.fn.timeoutSeconds * 1000;
    seat.job = job;
    seat.timer = setTimeout(() => {
      const message = `Task timed out after ${ward.fn.timeoutSeconds.toFixed(2)} seconds`;
      onLine(ward.fn.name, JSON.stringify({ level: 'ERROR', message }));
      seat.sandbox.stop();
      remove(ward, seat, `Sandbox.Timedout: ${message}`);
    }, timeoutMs);
    seat.sandbox.post({ id: job.id, payload: job.payload, deadline: Date.now() + timeoutMs });
  };

  const serveNext = (ward: Ward): void => {
    const [job] = ward.waiting;
    if (job === undefined || isClosed) return;
    let seat = [...ward.seats].filter((one) => one.job === undefined).sort((a, b) => b.idleSince - a.idleSince)[0];
    if (seat === undefined) {
      if (ward.seats.size >= limitOf(ward)) return;
      // a second worker is worth less than another function's first, which would only be started again
      const isFirst = ward.seats.size === 0;
      if (count() >= altogether && !makeRoom(isFirst ? 0 : settledMs) && !isFirst) return;
      seat = open(ward);
    }
    ward.waiting.shift();
    run(ward, seat, job);
  };

  const sweep = setInterval(() => {
    for (const ward of wards.values()) {
      // refused a worker while all were busy: room may have come since
      if (ward.waiting.length > 0) serveNext(ward);
      for (const seat of ward.seats)
        if (seat.job === undefined && Date.now() - seat.idleSince > idleMs) close(ward, seat);
    }
  }, 1_000);
  sweep.unref();

  return {
    invoke: (functionArn, event) =>
      new Promise((settle) => {
        const ward = wards.get(functionArn);
        const id = randomUUID();
        if (ward === undefined || isClosed) {
          settle({ ok: false, reason: `there is no function ${functionArn}`, requestId: id });
          return;
        }
        ward.waiting.push({ id, payload: JSON.stringify(event), settle });
        serveNext(ward);
      }),
    close: () => {
      isClosed = true;
      clearInterval(sweep);
      for (const ward of wards.values()) for (const seat of ward.seats) close(ward, seat);
    },
  };
};
