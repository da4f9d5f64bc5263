import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { HouseAlarm } from './house-alarm.ts';
import { logicalId, physicalName, type House } from './house.ts';

export interface ServiceQueueProps {
  readonly house: House;
  readonly name: string;
  /** Time-out of the function that reads it; a message stays hidden for six times as long. */
  readonly consumerTimeoutSeconds: number;
  readonly impact: string;
}

/** A queue is never alone: dead-letter queue, an alarm when a message dies and one when messages grow old. */
export class ServiceQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, { house, name, consumerTimeoutSeconds, impact }: ServiceQueueProps) {
    super(scope, `${logicalId(name)}Queue`);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, queueName: physicalName(house, `${name}-dead`) });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: physicalName(house, name),
      visibilityTimeout: Duration.seconds(6 * consumerTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    watchDeadLetters(this, house, name, this.deadLetters, impact);
    new HouseAlarm(this, {
      house,
      kind: 'queue-age',
      subject: name,
      impact,
      watch: {
        namespace: 'AWS/SQS',
        metric: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: this.queue.queueName },
        statistic: 'Maximum',
        threshold: 900,
        periodSeconds: 300,
        periods: { over: 2, of: 3 },
      },
    });
  }

  /** What a function needs to read this queue. */
  get consume(): PolicyStatement {
    return new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      resources: [this.queue.queueArn],
    });
  }

  /** Lets the function read: only the messages it names as failed come back. */
  feed(
    consumer: IFunction,
    { batchSize = 10, maxConcurrency }: { batchSize?: number; maxConcurrency?: number } = {},
  ): void {
    new CfnEventSourceMapping(this, 'Feed', {
      functionName: consumer.functionName,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      functionResponseTypes: ['ReportBatchItemFailures'],
      ...(maxConcurrency !== undefined && { scalingConfig: { maximumConcurrency: maxConcurrency } }),
    });
  }
}

/** An alarm as soon as one message lies in a dead-letter queue. */
export const watchDeadLetters = (scope: Construct, house: House, name: string, queue: Queue, impact: string): void => {
  new HouseAlarm(scope, {
    house,
    kind: 'dead-letters',
    subject: name,
    impact,
    watch: {
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: queue.queueName },
      statistic: 'Maximum',
      threshold: 1,
      periodSeconds: 60,
      periods: { over: 1, of: 1 },
    },
  });
};
