import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { trigger as publishChanges } from '../../functions/publish-changes/trigger.ts';
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
    new StreamFunction(this, {
      house,
      name: 'publish-changes',
      spec: publishChanges,
      resources: { ...data, bus: this.bus },
      tables: publishChanges.trigger.tables,
    });
  }
}
