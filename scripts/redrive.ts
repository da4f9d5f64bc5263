/**
 * Shows the messages of a dead-letter queue; with --yes sends them back to the queue they died in.
 *   npm run redrive -- QUEUE [--yes] [--api URL | --stage S]
 * A message is sent before it is deleted: if this dies half-way one message comes twice, which every consumer bears.
 */
import { parseArgs } from 'node:util';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { operate } from './operator.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    api: { type: 'string', default: 'http://localhost:8080' },
    stage: { type: 'string' },
    yes: { type: 'boolean', default: false },
  },
});

const redrive = async (): Promise<void> => {
  const { queues } = await operate(values);
  const dead = queues.find(({ name }) => name === positionals[0]);
  const origin = queues.find(({ name }) => `${name}-dead` === dead?.name);
  if (dead === undefined || origin === undefined) {
    const names = queues.map(({ name }) => name).filter((name) => queues.some((each) => each.name === `${name}-dead`));
    throw new Error(`say which: npm run redrive -- ${names.map((name) => `${name}-dead`).join(' | ')}`);
  }
  const sqs = new SQSClient({});
  const seen = new Set<string>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: dead.url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 30,
        WaitTimeSeconds: 1,
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    if (fresh.length === 0) break;
    for (const { MessageId = '', Body = '', ReceiptHandle } of fresh) {
      seen.add(MessageId);
      console.log(`${MessageId} ${Body.slice(0, 400)}`);
      if (!values.yes) continue;
      await sqs.send(new SendMessageCommand({ QueueUrl: origin.url, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: dead.url, ReceiptHandle }));
    }
  }
  console.log(
    values.yes
      ? `${seen.size} sent back to ${origin.name}`
      : `${seen.size} messages; --yes sends them back to ${origin.name}`,
  );
};

try {
  await redrive();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
