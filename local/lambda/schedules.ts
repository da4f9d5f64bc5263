import { randomUUID } from 'node:crypto';
import { LocalFault } from '../template/local-fault.ts';
import type { Plan } from '../template/plan.ts';
import type { Pool } from './pool.ts';

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * `rate(5 minutes)` → milliseconds.
 * @throws LocalFault for other expressions.
 */
const intervalOf = (name: string, expression: string): number => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = unitMs[unit];
  if (count === undefined || ms === undefined)
    throw new LocalFault(`schedule ${name}: ${expression} is not known to the local cloud, only rate(…) is`);
  return Number(count) * ms;
};

/** Runs functions by the clock, as long as we run; the first time one interval after the start. */
export const createSchedules = (deps: {
  readonly schedules: Plan['schedules'];
  readonly pool: Pool;
  readonly region: string;
}) => {
  const timed = deps.schedules.map((schedule) => ({ ...schedule, ms: intervalOf(schedule.name, schedule.expression) }));
  const timers: NodeJS.Timeout[] = [];
  const eventOf = (arn: string): unknown => ({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: new Date().toISOString(),
    region: deps.region,
    resources: [arn],
    detail: {},
  });
  return {
    start: () => {
      for (const { arn, targetArn, input, ms } of timed) {
        timers.push(
          setInterval(
            () => void deps.pool.invoke(targetArn, input === undefined ? eventOf(arn) : JSON.parse(input)),
            ms,
          ),
        );
      }
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
};
