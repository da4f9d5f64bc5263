import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnMetricFilter, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { trigger as buildPack } from '../../functions/build-pack/trigger.ts';
import { trigger as markListings } from '../../functions/mark-listings/trigger.ts';
import { trigger as publishChanges } from '../../functions/publish-changes/trigger.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseAlarm } from '../constructs/house-alarm.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { physicalName, type House, type Resources } from '../constructs/house.ts';
import { StreamFunction } from '../constructs/stream-function.ts';

/** The event bus with its archive, its only publisher, and the house's own consumers. */
export class EventsStack extends HouseStack {
  readonly bus: EventBus;

  constructor(scope: Construct, house: House, data: Resources) {
    super(scope, house.stage, 'events', 'Event bus, its publisher and its consumers');
    this.bus = new EventBus(this, 'Bus', { eventBusName: physicalName(house, 'events') });
    this.bus.archive('Archive', {
      archiveName: physicalName(house, 'events'),
      eventPattern: { source: ['ikm'] },
      retention: Duration.days(90),
    });
    const publisher = new StreamFunction(this, {
      house,
      name: 'publish-changes',
      spec: publishChanges,
      resources: { ...data, bus: this.bus },
      tables: publishChanges.trigger.tables,
    });
    new EventConsumer(this, {
      house,
      name: 'mark-listings',
      spec: markListings,
      resources: data,
      busName: this.bus.eventBusName,
      types: markListings.trigger.types,
      batchSize: markListings.trigger.batchSize,
    });
    new EventConsumer(this, {
      house,
      name: 'build-pack',
      spec: buildPack,
      resources: data,
      busName: this.bus.eventBusName,
      types: buildPack.trigger.types,
      batchSize: buildPack.trigger.batchSize,
    });
    this.#watchParked(house, publisher.reader.logGroup);
  }

  /** A change that can never be told is only logged: its row stands, its event is missing. */
  #watchParked(house: House, logGroup: LogGroup): void {
    const namespace = physicalName(house, 'events');
    new CfnMetricFilter(this, 'Parked', {
      logGroupName: logGroup.logGroupName,
      filterPattern: `{ $.code = "${logCodes.eventUnpublishable}" }`,
      metricTransformations: [{ metricNamespace: namespace, metricName: 'ParkedChanges', metricValue: '1' }],
    });
    new HouseAlarm(this, {
      house,
      kind: 'parked-changes',
      subject: 'publish-changes',
      impact: 'A change was stored but will never be told: listings may stay as they were.',
      watch: {
        namespace,
        metric: 'ParkedChanges',
        dimensions: {},
        statistic: 'Sum',
        threshold: 1,
        periodSeconds: 300,
        periods: { over: 1, of: 1 },
      },
    });
  }
}
