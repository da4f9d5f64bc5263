import * as z from 'zod';
import type { Plan, PlannedQueue } from '../template/plan.ts';
import type { CallEngine } from './engine-client.ts';
import type { Principal } from './principals.ts';
import { authorize, ServiceFault } from './service-fault.ts';

const Attributes = z.record(z.string(), z.unknown());
const Message = z.looseObject({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: Attributes.optional(),
});
/** A message as `ReceiveMessage` gives it. */
export type Message = z.infer<typeof Message>;
const Received = z.looseObject({ Messages: z.array(Message).optional() });
const WithQueue = z.looseObject({ QueueUrl: z.string() });
const Receive = z.looseObject({
  MaxNumberOfMessages: z.number().optional(),
  VisibilityTimeout: z.number().optional(),
  WaitTimeSeconds: z.number().optional(),
});
const Batch = z.looseObject({ Entries: z.array(z.looseObject({ DelaySeconds: z.number().optional() })) });
const Visibility = z.looseObject({ VisibilityTimeout: z.number() });
const GotAttributes = z.looseObject({ Attributes: z.record(z.string(), z.string()).default({}) });
const Failure = z.looseObject({ __type: z.string(), message: z.string().optional() });

export interface Queues {
  /** Makes the queues of the plan. */
  readonly create: () => Promise<void>;
  /** One call through the front door. @throws ServiceFault */
  readonly call: (principal: Principal, operation: string, body: Record<string, unknown>) => Promise<unknown>;
  readonly send: (queueArn: string, body: string, messageAttributes?: Record<string, unknown>) => Promise<void>;
  /** Up to ten messages now; those received too often go to the dead-letter queue instead. */
  readonly receive: (queue: PlannedQueue, max: number, visibilitySeconds?: number) => Promise<readonly Message[]>;
  readonly remove: (queue: PlannedQueue, receiptHandles: readonly string[]) => Promise<void>;
  readonly byArn: (arn: string) => PlannedQueue | undefined;
  /** Calls back when a queue may hold something: now, or after a delay in seconds. */
  readonly onMessage: (queueName: string, listener: (delaySeconds: number) => void) => void;
}

/** Call → IAM action. Anything else is not known here. */
const actions: Readonly<Record<string, string>> = {
  SendMessage: 'SendMessage',
  SendMessageBatch: 'SendMessage',
  ReceiveMessage: 'ReceiveMessage',
  DeleteMessage: 'DeleteMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibility: 'ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  GetQueueUrl: 'GetQueueUrl',
  GetQueueAttributes: 'GetQueueAttributes',
  ListQueues: 'ListQueues',
  PurgeQueue: 'PurgeQueue',
  StartMessageMoveTask: 'StartMessageMoveTask',
};

/** SQS: the engine keeps the messages, redrive and wake-ups are ours. */
export const createQueues = (plan: Plan, engine: CallEngine): Queues => {
  const byName = new Map(plan.queues.map((queue) => [queue.name, queue]));
  const byArn = new Map(plan.queues.map((queue) => [queue.arn, queue]));
  const listeners = new Map<string, ((delaySeconds: number) => void)[]>();
  const notify = (queueName: string, delaySeconds: number) => {
    for (const listener of listeners.get(queueName) ?? []) listener(delaySeconds);
  };

  const ask = async (operation: string, body: Record<string, unknown>): Promise<unknown> => {
    const answer = await engine({
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: JSON.stringify(body),
    });
    const text = answer.body.toString('utf8');
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    if (answer.status === 200) return parsed;
    const failure = Failure.safeParse(parsed);
    throw failure.success
      ? new ServiceFault(failure.data.__type, failure.data.message ?? '', answer.status)
      : new ServiceFault('InternalFailure', text, 500);
  };

  const queueOf = (body: Record<string, unknown>): PlannedQueue => {
    const parsed = WithQueue.safeParse(body);
    const name = parsed.success ? parsed.data.QueueUrl.slice(parsed.data.QueueUrl.lastIndexOf('/') + 1) : '';
    const queue = byName.get(name);
    if (queue === undefined)
      throw new ServiceFault('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };

  const send: Queues['send'] = async (queueArn, body, messageAttributes) => {
    const queue = byArn.get(queueArn);
    if (queue === undefined) throw new ServiceFault('com.amazonaws.sqs#QueueDoesNotExist', `no queue ${queueArn}`);
    const sent = {
      QueueUrl: queue.url,
      MessageBody: body,
      ...(messageAttributes && { MessageAttributes: messageAttributes }),
    };
    await ask('SendMessage', sent);
    notify(queue.name, queue.properties.DelaySeconds);
  };

  const remove: Queues['remove'] = async (queue, receiptHandles) => {
    for (let at = 0; at < receiptHandles.length; at += 10) {
      const Entries = receiptHandles
        .slice(at, at + 10)
        .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await ask('DeleteMessageBatch', { QueueUrl: queue.url, Entries });
    }
  };

  const receive: Queues['receive'] = async (queue, max, visibilitySeconds) => {
    const { Messages = [] } = Received.parse(
      await ask('ReceiveMessage', {
        QueueUrl: queue.url,
        MaxNumberOfMessages: Math.min(max, 10),
        WaitTimeSeconds: 0,
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
        ...(visibilitySeconds !== undefined && { VisibilityTimeout: visibilitySeconds }),
      }),
    );
    const redrive = queue.properties.RedrivePolicy;
    if (redrive === undefined) return Messages;
    const isSpent = ({ Attributes: { ApproximateReceiveCount = '1' } }: Message) =>
      Number(ApproximateReceiveCount) > redrive.maxReceiveCount;
    for (const message of Messages.filter(isSpent)) {
      // stored there before it is removed here: a crash between the two doubles it, and never loses it
      await send(redrive.deadLetterTargetArn, message.Body, message.MessageAttributes);
      await remove(queue, [message.ReceiptHandle]);
    }
    return Messages.filter((message) => !isSpent(message));
  };

  const moveAll = async (body: Record<string, unknown>): Promise<unknown> => {
    const { SourceArn } = z.looseObject({ SourceArn: z.string() }).parse(body);
    const source = byArn.get(SourceArn);
    const target = plan.queues.find(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn === SourceArn);
    if (source === undefined || target === undefined)
      throw new ServiceFault('com.amazonaws.sqs#ResourceNotFoundException', `${SourceArn} is no dead-letter queue`);
    for (;;) {
      const messages = await receive(source, 10);
      if (messages.length === 0) return { TaskHandle: `local-${Date.now()}` };
      for (const message of messages) {
        await send(target.arn, message.Body, message.MessageAttributes);
        await remove(source, [message.ReceiptHandle]);
      }
    }
  };

  const receiveByDoor = async (queue: PlannedQueue, body: Record<string, unknown>): Promise<unknown> => {
    const { MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds = 0 } = Receive.parse(body);
    const deadline = Date.now() + WaitTimeSeconds * 1000;
    for (;;) {
      const messages = await receive(queue, MaxNumberOfMessages, VisibilityTimeout);
      if (messages.length > 0) return { Messages: messages };
      if (Date.now() >= deadline) return {};
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const call: Queues['call'] = async (principal, operation, body) => {
    const action = actions[operation];
    if (action === undefined)
      throw new ServiceFault('com.amazonaws.sqs#UnsupportedOperation', `${operation} is not known to the local cloud`);
    if (operation === 'ListQueues' || operation === 'GetQueueUrl' || operation === 'StartMessageMoveTask') {
      authorize(principal, { action: `sqs:${action}`, resource: '*', context: {} });
      if (operation === 'StartMessageMoveTask') return moveAll(body);
      if (operation === 'ListQueues') return { QueueUrls: plan.queues.map(({ url }) => url) };
      const name = z.looseObject({ QueueName: z.string() }).parse(body).QueueName;
      return { QueueUrl: queueOf({ QueueUrl: name }).url };
    }
    const queue = queueOf(body);
    authorize(principal, { action: `sqs:${action}`, resource: queue.arn, context: {} });
    switch (operation) {
      case 'ReceiveMessage':
        return receiveByDoor(queue, body);
      case 'ChangeMessageVisibility': {
        const { VisibilityTimeout } = Visibility.parse(body);
        // the engine loses a message whose visibility is set to 0
        const seconds = Math.max(1, VisibilityTimeout);
        notify(queue.name, seconds);
        return ask(operation, { ...body, VisibilityTimeout: seconds });
      }
      case 'ChangeMessageVisibilityBatch': {
        const { Entries } = z.looseObject({ Entries: z.array(Visibility) }).parse(body);
        const entries = Entries.map((entry) => ({ ...entry, VisibilityTimeout: Math.max(1, entry.VisibilityTimeout) }));
        for (const { VisibilityTimeout } of entries) notify(queue.name, VisibilityTimeout);
        return ask(operation, { ...body, Entries: entries });
      }
      case 'GetQueueAttributes': {
        const { Attributes: found } = GotAttributes.parse(await ask(operation, body));
        const { RedrivePolicy } = queue.properties;
        return { Attributes: { ...found, ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }) } };
      }
      default: {
        const answer = await ask(operation, body);
        const fallback = queue.properties.DelaySeconds;
        if (operation === 'SendMessage')
          notify(queue.name, z.looseObject({ DelaySeconds: z.number().default(fallback) }).parse(body).DelaySeconds);
        if (operation === 'SendMessageBatch')
          for (const { DelaySeconds = fallback } of Batch.parse(body).Entries) notify(queue.name, DelaySeconds);
        return answer;
      }
    }
  };

  return {
    create: async () => {
      for (const { name, url, properties } of plan.queues) {
        await ask('CreateQueue', { QueueName: name });
        const Attributes = {
          VisibilityTimeout: String(properties.VisibilityTimeout),
          MessageRetentionPeriod: String(properties.MessageRetentionPeriod),
          DelaySeconds: String(properties.DelaySeconds),
        };
        await ask('SetQueueAttributes', { QueueUrl: url, Attributes });
      }
    },
    call,
    send,
    receive,
    remove,
    byArn: (arn) => byArn.get(arn),
    onMessage: (queueName, listener) => {
      listeners.set(queueName, [...(listeners.get(queueName) ?? []), listener]);
    },
  };
};
