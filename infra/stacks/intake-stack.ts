import type { Construct } from 'constructs';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Imports: their routes, and the functions that check and carry them out. */
export class IntakeStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'intake', 'Imports');
    addRoutes(this, props, {});
  }
}
