import type { Construct } from 'constructs';
import { route as listReasons } from '../../functions/list-reasons/route.ts';
import { route as listHelpers } from '../../functions/list-helpers/route.ts';
import { route as saveHelper } from '../../functions/save-helper/route.ts';
import { route as removeHelper } from '../../functions/remove-helper/route.ts';
import { route as askHelperCode } from '../../functions/ask-helper-code/route.ts';
import { route as listHelperCodes } from '../../functions/list-helper-codes/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Transfers, claims, duplicates, helpers, joining by QR code. */
export class EnrolmentApiStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'enrolment-api', 'API of who belongs to whom');
    addRoutes(this, props, {
      'list-helper-codes': listHelperCodes,

      'ask-helper-code': askHelperCode,

      'remove-helper': removeHelper,

      'save-helper': saveHelper,

      'list-helpers': listHelpers,
      'list-reasons': listReasons,
    });
  }
}
