import { Validations } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Connector } from '../../connectors/connector.ts';
import { connectors, getsCopy } from '../../connectors/registry.ts';
import { trigger as buildFeed } from '../../functions/build-feed/trigger.ts';
import { trigger as sweepListings } from '../../functions/sweep-listings/trigger.ts';
import { trigger as sweepOrders } from '../../functions/sweep-orders/trigger.ts';
import { route as receiveCallback } from '../../functions/receive-callback/route.ts';
import { route as connectAccount } from '../../functions/connect-account/route.ts';
import { trigger as fetchShopPhotos } from '../../functions/fetch-shop-photos/trigger.ts';
import { trigger as pushListing } from '../../functions/push-listing/trigger.ts';
import { trigger as handleCallback } from '../../functions/handle-callback/trigger.ts';
import { trigger as pollOrders } from '../../functions/poll-orders/trigger.ts';
import { trigger as readShop } from '../../functions/read-shop/trigger.ts';
import { trigger as sweepShops } from '../../functions/sweep-shops/trigger.ts';
import { trigger as refreshTokens } from '../../functions/refresh-tokens/trigger.ts';
import type { RouteSpec, TriggerSpec } from '../../shared/config/function-spec.ts';
import { ApiRoute, type FrontDoor } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { logicalId, physicalName, type ConnectorResources, type House, type Resources } from '../constructs/house.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { RuleToQueue } from '../constructs/rule-to-queue.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import { defaultSizing } from '../constructs/service-function.ts';
import { ServiceQueue } from '../constructs/service-queue.ts';

/** Functions that every connector gets its own copy of. */
const routes: Readonly<Record<string, RouteSpec>> = {
  'receive-callback': receiveCallback,
  'connect-account': connectAccount,
};
const workers: Readonly<Record<string, TriggerSpec>> = {
  'push-listing': pushListing,
  'handle-callback': handleCallback,
  'refresh-tokens': refreshTokens,
  'poll-orders': pollOrders,
  'read-shop': readShop,
};

export interface ConnectorsStackProps {
  readonly house: House;
  readonly resources: Resources;
  readonly frontDoor: FrontDoor;
  readonly busName: string;
}

interface Queues {
  readonly work: ServiceQueue;
  readonly callbacks: ServiceQueue;
  /** Of a marketplace whose shops can be read. */
  readonly readings: ServiceQueue | undefined;
}

/** For each line of the registry: queues, dead letters, app secret, functions, callback routes, alarms. */
export class ConnectorsStack extends HouseStack {
  readonly connectors: readonly ConnectorResources[];

  constructor(scope: Construct, props: ConnectorsStackProps) {
    super(scope, props.house.stage, 'connectors', 'One worker, inbox and secret per marketplace');
    const owned = connectors.map((connector) => this.#own(props, connector));
    this.connectors = owned.map(({ resources }) => resources);
    const resources = { ...props.resources, connectors: this.connectors };
    for (const {
      resources: { connector },
      queues,
    } of owned)
      this.#deploy({ ...props, resources }, connector, queues);
    new ScheduledFunction(this, {
      house: props.house,
      name: 'build-feed',
      spec: buildFeed,
      resources,
      everyMinutes: buildFeed.trigger.everyMinutes,
    });
    new ScheduledFunction(this, {
      house: props.house,
      name: 'sweep-listings',
      spec: sweepListings,
      resources,
      everyMinutes: sweepListings.trigger.everyMinutes,
    });
    new EventConsumer(this, {
      house: props.house,
      name: 'fetch-shop-photos',
      spec: fetchShopPhotos,
      resources,
      busName: props.busName,
      types: fetchShopPhotos.trigger.types,
      batchSize: fetchShopPhotos.trigger.batchSize,
    });
    new ScheduledFunction(this, {
      house: props.house,
      name: 'sweep-shops',
      spec: sweepShops,
      resources,
      everyMinutes: sweepShops.trigger.everyMinutes,
    });
    new ScheduledFunction(this, {
      house: props.house,
      name: 'sweep-orders',
      spec: sweepOrders,
      resources,
      everyMinutes: sweepOrders.trigger.everyMinutes,
    });
  }

  /** What a connector has before any function stands: its two queues, the rule that feeds the first, its secret. */
  #own(
    { house, busName }: ConnectorsStackProps,
    connector: Connector,
  ): { readonly resources: ConnectorResources; readonly queues: Queues } {
    const queueFor = (queue: keyof Queues, name: string) => {
      const reader = Object.values(workers).find(({ trigger }) => trigger.kind === 'queue' && trigger.queue === queue);
      return new ServiceQueue(this, {
        house,
        name: `${name}-${connector.name}`,
        consumerTimeoutSeconds: reader?.sizing?.timeoutSeconds ?? defaultSizing.timeoutSeconds,
        impact: reader?.impact ?? `${connector.displayName} is not served.`,
      });
    };
    const queues = {
      work: queueFor('work', 'work'),
      callbacks: queueFor('callbacks', 'callbacks'),
      readings: connector.shop === null ? undefined : queueFor('readings', 'readings'),
    };
    if (queues.readings !== undefined)
      new RuleToQueue(queues.readings, {
        house,
        name: `reading-${connector.name}`,
        busName,
        pattern: {
          source: ['ikm'],
          'detail-type': ['account.connected.v1', 'shop.reading-due.v1'],
          detail: { data: { marketplace: [connector.name] } },
        },
        to: queues.readings,
      });
    new RuleToQueue(queues.work, {
      house,
      name: `due-${connector.name}`,
      busName,
      pattern: {
        source: ['ikm'],
        'detail-type': ['listing.due.v1'],
        detail: { data: { marketplace: [connector.name] } },
      },
      to: queues.work,
    });
    const appSecretName = `${physicalName(house, 'app')}/${connector.name}`;
    const appSecret = new CfnSecret(this, `${logicalId(connector.name)}App`, {
      name: appSecretName,
      description: `Partner app of ${connector.displayName}, put in by hand: ${connector.appFields.join(', ')}`,
    });
    Validations.of(appSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The marketplace issues these keys in its own console; nothing of ours can rotate them.',
    });
    return {
      resources: { connector, appSecret, appSecretName, work: queues.work.queue, callbacks: queues.callbacks.queue },
      queues,
    };
  }

  #deploy({ house, resources, frontDoor }: ConnectorsStackProps, connector: Connector, queues: Queues): void {
    for (const [folder, spec] of Object.entries(routes)) {
      if (!getsCopy(connector, spec)) continue;
      new ApiRoute(this, { house, resources, frontDoor, connector, name: `${folder}-${connector.name}`, spec });
    }
    for (const [folder, spec] of Object.entries(workers)) {
      if (!getsCopy(connector, spec)) continue;
      const common = { house, resources, connector, name: `${folder}-${connector.name}`, spec };
      const { trigger } = spec;
      if (trigger.kind === 'schedule') new ScheduledFunction(this, { ...common, everyMinutes: trigger.everyMinutes });
      else if (trigger.kind === 'queue') {
        const queue = queues[trigger.queue];
        if (queue === undefined) throw new Error(`${folder}: ${connector.name} has no queue of ${trigger.queue}`);
        new QueueConsumer(this, {
          ...common,
          queue,
          maxConcurrency: 10,
          ...(trigger.batchSize !== undefined && { batchSize: trigger.batchSize }),
        });
      } else
        throw new Error(`${folder}: a connector's copy is started by a queue or a schedule, not by ${trigger.kind}`);
    }
  }
}
