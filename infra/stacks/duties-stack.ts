import type { Construct } from 'constructs';
import { route as getPurposeConsent } from '../../functions/get-purpose-consent/route.ts';
import { route as savePurposeConsent } from '../../functions/save-purpose-consent/route.ts';
import { route as withdrawPurposeConsent } from '../../functions/withdraw-purpose-consent/route.ts';
import { route as decideDataRequest } from '../../functions/decide-data-request/route.ts';
import { route as fileDataRequest } from '../../functions/file-data-request/route.ts';
import { route as getDataExport } from '../../functions/get-data-export/route.ts';
import { route as getDataRequest } from '../../functions/get-data-request/route.ts';
import { route as listAudit } from '../../functions/list-audit/route.ts';
import { route as listDataRequests } from '../../functions/list-data-requests/route.ts';
import { route as readNik } from '../../functions/read-nik/route.ts';
import { trigger as buildDataExport } from '../../functions/build-data-export/trigger.ts';
import { trigger as eraseIkm } from '../../functions/erase-ikm/trigger.ts';
import { route as getPrivacyNotice } from '../../functions/get-privacy-notice/route.ts';
import { trigger as sweepDataRequests } from '../../functions/sweep-data-requests/trigger.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';

/** Consents, copies, corrections and erasure of personal data, the audit trail. */
export class DutiesStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'duties', 'Duties to the people in the register');
    addRoutes(this, props, {
      'get-purpose-consent': getPurposeConsent,
      'save-purpose-consent': savePurposeConsent,
      'withdraw-purpose-consent': withdrawPurposeConsent,
      'read-nik': readNik,
      'get-privacy-notice': getPrivacyNotice,
      'list-data-requests': listDataRequests,
      'list-audit': listAudit,
      'get-data-request': getDataRequest,
      'get-data-export': getDataExport,
      'file-data-request': fileDataRequest,
      'decide-data-request': decideDataRequest,
    });
    new ScheduledFunction(this, {
      house: props.house,
      name: 'sweep-data-requests',
      spec: sweepDataRequests,
      resources: props.resources,
      everyMinutes: sweepDataRequests.trigger.everyMinutes,
    });
    for (const [name, spec] of Object.entries({ 'build-data-export': buildDataExport, 'erase-ikm': eraseIkm }))
      new EventConsumer(this, {
        house: props.house,
        name,
        spec,
        resources: props.resources,
        busName: props.busName,
        types: spec.trigger.types,
        batchSize: spec.trigger.batchSize,
      });
  }
}
