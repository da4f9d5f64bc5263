import { Duration, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Table } from '../../shared/persistence/keys.ts';
import { HouseAlarm } from './house-alarm.ts';
import { logicalId, physicalName } from './house.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { watchDeadLetters } from './service-queue.ts';

export interface StreamFunctionProps extends Omit<ServiceFunctionProps, 'triggerStatements'> {
  readonly tables: readonly Table[];
}

/**
 * A function on the change streams of tables. A batch that fails is halved and tried again a bounded number of times, so
 * that one bad record cannot stop its shard; what is given up goes to a queue as positions in the stream, never as images.
 */
export class StreamFunction extends Construct {
  readonly reader: ServiceFunction;

  constructor(scope: Construct, { tables, ...props }: StreamFunctionProps) {
    super(scope, `${logicalId(props.name)}Stream`);
    const { house, name, spec, resources } = props;
    const givenUp = new Queue(this, 'GivenUp', {
      queueName: physicalName(house, `${name}-dead`),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(givenUp).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue of a stream.',
    });
    watchDeadLetters(this, house, name, givenUp, spec.impact);

    const streams = tables.map((table) => ({ table, ...streamOf(table, resources.tables[table]) }));
    this.reader = new ServiceFunction(this, {
      ...props,
      triggerStatements: [
        new PolicyStatement({
          actions: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          resources: streams.map(({ streamArn }) => streamArn),
        }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [givenUp.queueArn] }),
      ],
    });
    for (const { table, streamArn } of streams) {
      new CfnEventSourceMapping(this, `Feed${logicalId(table)}`, {
        functionName: this.reader.function.functionName,
        eventSourceArn: streamArn,
        startingPosition: 'TRIM_HORIZON',
        batchSize: 100,
        bisectBatchOnFunctionError: true,
        maximumRetryAttempts: 20,
        maximumRecordAgeInSeconds: 21_600,
        functionResponseTypes: ['ReportBatchItemFailures'],
        destinationConfig: { onFailure: { destination: givenUp.queueArn } },
      });
    }
    new HouseAlarm(this, {
      house,
      kind: 'stream-lag',
      subject: name,
      impact: spec.impact,
      watch: {
        namespace: 'AWS/Lambda',
        metric: 'IteratorAge',
        dimensions: { FunctionName: physicalName(house, name) },
        statistic: 'Maximum',
        threshold: 300_000,
        periodSeconds: 300,
        periods: { over: 1, of: 1 },
      },
    });
  }
}

const streamOf = (name: Table, { tableStreamArn }: TableV2): { readonly streamArn: string } => {
  if (tableStreamArn === undefined) throw new Error(`table ${name} has no change stream`);
  return { streamArn: tableStreamArn };
};
