import type { Construct } from 'constructs';
import { trigger as followFunnel } from '../../functions/follow-funnel/trigger.ts';
import { route as getFunnel } from '../../functions/get-funnel/route.ts';
import { route as getIkmFunnel } from '../../functions/get-ikm-funnel/route.ts';
import { route as getTarget } from '../../functions/get-target/route.ts';
import { route as listTargets } from '../../functions/list-targets/route.ts';
import { trigger as recountFunnel } from '../../functions/recount-funnel/trigger.ts';
import { route as saveTarget } from '../../functions/save-target/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';

/** Training batches, coaching notes, the funnel and its targets. */
export class ProgrammeStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    const { house, resources, busName } = props;
    super(scope, house.stage, 'programme', 'Training, coaching and results');
    addRoutes(this, props, {
      'get-funnel': getFunnel,
      'get-ikm-funnel': getIkmFunnel,
      'save-target': saveTarget,
      'get-target': getTarget,
      'list-targets': listTargets,
    });
    const { types, batchSize } = followFunnel.trigger;
    new EventConsumer(this, { house, name: 'follow-funnel', spec: followFunnel, resources, busName, types, batchSize });
    const { everyMinutes } = recountFunnel.trigger;
    new ScheduledFunction(this, { house, name: 'recount-funnel', spec: recountFunnel, resources, everyMinutes });
  }
}
