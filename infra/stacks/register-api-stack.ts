import type { Construct } from 'constructs';
import { route as getHealth } from '../../functions/get-health/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** The service itself, members, sentras, IKMs. */
export class RegisterApiStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps) {
    super(scope, props.house.stage, 'register-api', 'API of members, sentras and IKMs');
    addRoutes(this, props, {
      'get-health': getHealth,
    });
  }
}
