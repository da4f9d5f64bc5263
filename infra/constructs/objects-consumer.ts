import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logicalId } from './house.ts';
import { RuleToQueue } from './rule-to-queue.ts';
import { defaultSizing, ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { ServiceQueue } from './service-queue.ts';

export interface ObjectsConsumerProps extends Omit<ServiceFunctionProps, 'triggerStatements'> {
  readonly bucket: Bucket;
  /** Objects whose key starts so. */
  readonly prefix: string;
  readonly batchSize?: number;
  readonly maxConcurrency?: number;
}

/** Objects created in a bucket → rule on the account's default bus → queue → function, with dead letters and alarms. */
export class ObjectsConsumer extends Construct {
  constructor(scope: Construct, { bucket, prefix, batchSize, maxConcurrency, ...props }: ObjectsConsumerProps) {
    super(scope, `${logicalId(props.name)}Consumer`);
    const { house, name, spec } = props;
    const queue = new ServiceQueue(this, {
      house,
      name,
      consumerTimeoutSeconds: spec.sizing?.timeoutSeconds ?? defaultSizing.timeoutSeconds,
      impact: spec.impact,
    });
    const consumer = new ServiceFunction(this, { ...props, triggerStatements: [queue.consume] });
    queue.feed(consumer.function, {
      ...(batchSize !== undefined && { batchSize }),
      ...(maxConcurrency !== undefined && { maxConcurrency }),
    });
    new RuleToQueue(this, {
      house,
      name,
      pattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix }] } },
      },
      to: queue,
    });
  }
}
