import type { Construct } from 'constructs';
import { route as getPurposeConsent } from '../../functions/get-purpose-consent/route.ts';
import { route as savePurposeConsent } from '../../functions/save-purpose-consent/route.ts';
import { route as withdrawPurposeConsent } from '../../functions/withdraw-purpose-consent/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Consents, copies, corrections and erasure of personal data, the audit trail. */
export class DutiesStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'duties', 'Duties to the people in the register');
    addRoutes(this, props, {
      'get-purpose-consent': getPurposeConsent,
      'save-purpose-consent': savePurposeConsent,
      'withdraw-purpose-consent': withdrawPurposeConsent,
    });
  }
}
