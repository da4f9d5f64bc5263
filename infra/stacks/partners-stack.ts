import type { Construct } from 'constructs';
import { trigger as applyReleases } from '../../functions/apply-releases/trigger.ts';
import { route as getPartner } from '../../functions/get-partner/route.ts';
import { route as getRelease } from '../../functions/get-release/route.ts';
import { route as issueFeedToken } from '../../functions/issue-feed-token/route.ts';
import { route as listDeliveries } from '../../functions/list-deliveries/route.ts';
import { route as listFeedTokens } from '../../functions/list-feed-tokens/route.ts';
import { route as receivePartnerEvent } from '../../functions/receive-partner-event/route.ts';
import { route as replayDelivery } from '../../functions/replay-delivery/route.ts';
import { route as revokeFeedToken } from '../../functions/revoke-feed-token/route.ts';
import { route as rotatePartnerSecret } from '../../functions/rotate-partner-secret/route.ts';
import { route as savePartner } from '../../functions/save-partner/route.ts';
import { route as saveRelease } from '../../functions/save-release/route.ts';
import { route as testPartner } from '../../functions/test-partner/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Partners: their records, tokens and messages, what they tell us, and what owners released to them. */
export class PartnersStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'partners', 'API of partners, their events, and releases to them');
    addRoutes(this, props, {
      'save-partner': savePartner,
      'get-partner': getPartner,
      'rotate-partner-secret': rotatePartnerSecret,
      'issue-feed-token': issueFeedToken,
      'list-feed-tokens': listFeedTokens,
      'revoke-feed-token': revokeFeedToken,
      'list-deliveries': listDeliveries,
      'replay-delivery': replayDelivery,
      'test-partner': testPartner,
      'receive-partner-event': receivePartnerEvent,
      'save-release': saveRelease,
      'get-release': getRelease,
    });
    new EventConsumer(this, {
      house: props.house,
      name: 'apply-releases',
      spec: applyReleases,
      resources: props.resources,
      busName: props.busName,
      types: applyReleases.trigger.types,
      batchSize: applyReleases.trigger.batchSize,
    });
  }
}
