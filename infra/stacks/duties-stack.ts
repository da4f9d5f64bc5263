import type { Construct } from 'constructs';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Consents, copies, corrections and erasure of personal data, the audit trail. */
export class DutiesStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'duties', 'Duties to the people in the register');
    addRoutes(this, props, {});
  }
}
