import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Plan } from '../template/plan.ts';
import { LocalFault } from '../template/local-fault.ts';
import { compilePattern } from './event-pattern.ts';
import type { Principal } from './principals.ts';
import { authorize, ServiceFault } from './service-fault.ts';

const Entry = z.strictObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  Time: z.union([z.number(), z.string()]).optional(),
  TraceHeader: z.string().optional(),
});
const Put = z.strictObject({ Entries: z.array(Entry).min(1) });

/** An event as rules and targets see it. */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
  readonly resources: readonly string[];
  readonly time: string;
}

export interface Bus {
  /** @throws ServiceFault */
  readonly call: (principal: Principal, operation: string, body: unknown) => Promise<unknown>;
  /** Resolves when all queues whose rules match have stored the event. */
  readonly publish: (bus: string, event: BusEvent) => Promise<void>;
}

const failed = (code: string, message: string) => ({ ErrorCode: code, ErrorMessage: message });

/** EventBridge: every queue whose rule matches has stored the event before the publisher is answered. */
export const createBus = (plan: Plan, sendToQueue: (queueArn: string, body: string) => Promise<void>): Bus => {
  const { region, account } = plan.settings;
  const rules = plan.rules.map((rule) => {
    if (!plan.buses.includes(rule.bus)) throw new LocalFault(`rule ${rule.name}: there is no bus ${rule.bus}`);
    for (const { arn } of rule.targets) {
      if (!plan.queues.some((queue) => queue.arn === arn))
        throw new LocalFault(`rule ${rule.name}: target ${arn} is no queue; the local cloud delivers to queues only`);
    }
    return { ...rule, matches: compilePattern(rule.name, rule.pattern) };
  });

  const publish: Bus['publish'] = async (bus, event) => {
    const whole = { version: '0', id: randomUUID(), account, region, ...event };
    const text = JSON.stringify(whole);
    const targets = rules.filter((rule) => rule.bus === bus && rule.matches(whole)).flatMap((rule) => rule.targets);
    await Promise.all(targets.map(({ arn }) => sendToQueue(arn, text)));
  };

  const putEntry = async (principal: Principal, entry: z.infer<typeof Entry>): Promise<unknown> => {
    const { Source, DetailType, Detail, EventBusName = 'default', Resources = [], Time } = entry;
    const bus = EventBusName.slice(EventBusName.lastIndexOf('/') + 1);
    const resource = `arn:aws:events:${region}:${account}:event-bus/${bus}`;
    const context = { 'events:source': [Source ?? ''], 'events:detail-type': [DetailType ?? ''] };
    authorize(principal, { action: 'events:PutEvents', resource, context });
    if (!plan.buses.includes(bus)) return failed('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
    if (Source === undefined || DetailType === undefined || Detail === undefined)
      return failed('InvalidArgument', 'Parameter Source, DetailType and Detail are required.');
    if (Source.startsWith('aws.')) return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
    if (Buffer.byteLength(Detail) > 256 * 1024)
      return failed('InvalidArgument', 'Total size of the entries is too large.');
    let detail: unknown;
    try {
      detail = JSON.parse(Detail);
    } catch {
      return failed('MalformedDetail', 'Detail is malformed.');
    }
    const time = Time === undefined ? new Date() : new Date(typeof Time === 'number' ? Time * 1000 : Time);
    await publish(bus, {
      source: Source,
      'detail-type': DetailType,
      detail,
      resources: Resources,
      time: time.toISOString(),
    });
    return { EventId: randomUUID() };
  };

  return {
    publish,
    call: async (principal, operation, body) => {
      if (operation !== 'PutEvents')
        throw new ServiceFault('UnknownOperationException', `${operation} is not known to the local cloud`);
      const { Entries } = Put.parse(body);
      if (Entries.length > 10)
        throw new ServiceFault(
          'ValidationException',
          "Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
        );
      const results = await Promise.all(Entries.map((entry) => putEntry(principal, entry)));
      const FailedEntryCount = results.filter(
        (result) => typeof result === 'object' && result !== null && 'ErrorCode' in result,
      ).length;
      return { FailedEntryCount, Entries: results };
    },
  };
};
