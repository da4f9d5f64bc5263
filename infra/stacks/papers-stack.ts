import type { Construct } from 'constructs';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Legality papers with their reminders, the curation queue, versions of products. */
export class PapersStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'papers', 'Papers and curation');
    addRoutes(this, props, {});
  }
}
