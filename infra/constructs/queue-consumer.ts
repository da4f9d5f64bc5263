import { Construct } from 'constructs';
import { logicalId } from './house.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import type { ServiceQueue } from './service-queue.ts';

export interface QueueConsumerProps extends Omit<ServiceFunctionProps, 'triggerStatements'> {
  readonly queue: ServiceQueue;
  readonly batchSize?: number;
  readonly maxConcurrency?: number;
}

/** A function that reads a queue which others fill. */
export class QueueConsumer extends Construct {
  constructor(scope: Construct, { queue, batchSize, maxConcurrency, ...props }: QueueConsumerProps) {
    super(scope, `${logicalId(props.name)}Consumer`);
    const consumer = new ServiceFunction(this, { ...props, triggerStatements: [queue.consume] });
    queue.feed(consumer.function, {
      ...(batchSize !== undefined && { batchSize }),
      ...(maxConcurrency !== undefined && { maxConcurrency }),
    });
  }
}
