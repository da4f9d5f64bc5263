import { Construct } from 'constructs';
import { catalog } from '../../events/catalog.ts';
import { logicalId } from './house.ts';
import { RuleToQueue } from './rule-to-queue.ts';
import { defaultSizing, ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { ServiceQueue } from './service-queue.ts';

export interface EventConsumerProps extends Omit<ServiceFunctionProps, 'triggerStatements'> {
  readonly busName: string;
  /** Event types of the catalogue, e.g. `product.saved.v1`. */
  readonly types: readonly string[];
  readonly batchSize?: number;
}

/** Event types → rule → queue → function, with the dead-letter queue and the alarms: one thing, so none can be forgotten. */
export class EventConsumer extends Construct {
  constructor(scope: Construct, { busName, types, batchSize, ...props }: EventConsumerProps) {
    super(scope, `${logicalId(props.name)}Consumer`);
    const unknown = types.filter((type) => !catalog.some((event) => event.type === type));
    if (unknown.length > 0) throw new Error(`${props.name}: not in the event catalogue: ${unknown.join(', ')}`);
    const { house, name, spec } = props;
    const queue = new ServiceQueue(this, {
      house,
      name,
      consumerTimeoutSeconds: spec.sizing?.timeoutSeconds ?? defaultSizing.timeoutSeconds,
      impact: spec.impact,
    });
    const consumer = new ServiceFunction(this, { ...props, triggerStatements: [queue.consume] });
    queue.feed(consumer.function, batchSize === undefined ? {} : { batchSize });
    new RuleToQueue(this, { house, name, busName, pattern: { source: ['ikm'], 'detail-type': types }, to: queue });
  }
}
