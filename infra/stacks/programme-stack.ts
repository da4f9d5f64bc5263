import type { Construct } from 'constructs';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Training batches, coaching notes, the funnel and its targets. */
export class ProgrammeStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'programme', 'Training, coaching and results');
    addRoutes(this, props, {});
  }
}
