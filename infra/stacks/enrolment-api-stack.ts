import type { Construct } from 'constructs';
import { route as decideDuplicate } from '../../functions/decide-duplicate/route.ts';
import { route as decideTransfer } from '../../functions/decide-transfer/route.ts';
import { trigger as findDuplicates } from '../../functions/find-duplicates/trigger.ts';
import { trigger as followIkm } from '../../functions/follow-ikm/trigger.ts';
import { route as getTransfer } from '../../functions/get-transfer/route.ts';
import { route as listDuplicates } from '../../functions/list-duplicates/route.ts';
import { route as listRegions } from '../../functions/list-regions/route.ts';
import { route as listReasons } from '../../functions/list-reasons/route.ts';
import { route as listHelpers } from '../../functions/list-helpers/route.ts';
import { route as saveHelper } from '../../functions/save-helper/route.ts';
import { route as removeHelper } from '../../functions/remove-helper/route.ts';
import { route as askHelperCode } from '../../functions/ask-helper-code/route.ts';
import { route as listHelperCodes } from '../../functions/list-helper-codes/route.ts';
import { route as mergeIkms } from '../../functions/merge-ikms/route.ts';
import { route as transferIkm } from '../../functions/transfer-ikm/route.ts';
import { route as fileClaim } from '../../functions/file-claim/route.ts';
import { route as listFiledClaims } from '../../functions/list-filed-claims/route.ts';
import { route as listClaims } from '../../functions/list-claims/route.ts';
import { route as decideClaim } from '../../functions/decide-claim/route.ts';
import { route as handOverMember } from '../../functions/hand-over-member/route.ts';
import { route as getJoinCode } from '../../functions/get-join-code/route.ts';
import { route as renewJoinCode } from '../../functions/renew-join-code/route.ts';
import { route as getJoin } from '../../functions/get-join/route.ts';
import { route as joinSentra } from '../../functions/join-sentra/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Transfers, claims, duplicates, helpers, joining by QR code. */
export class EnrolmentApiStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps & { readonly busName: string }) {
    super(scope, props.house.stage, 'enrolment-api', 'API of who belongs to whom');
    addRoutes(this, props, {
      'join-sentra': joinSentra,
      'get-join': getJoin,
      'renew-join-code': renewJoinCode,
      'get-join-code': getJoinCode,
      'hand-over-member': handOverMember,
      'decide-claim': decideClaim,
      'list-claims': listClaims,
      'list-filed-claims': listFiledClaims,
      'file-claim': fileClaim,
      'list-helper-codes': listHelperCodes,
      'ask-helper-code': askHelperCode,
      'remove-helper': removeHelper,
      'save-helper': saveHelper,
      'list-helpers': listHelpers,
      'list-reasons': listReasons,
      'list-regions': listRegions,
      'transfer-ikm': transferIkm,
      'get-transfer': getTransfer,
      'decide-transfer': decideTransfer,
      'list-duplicates': listDuplicates,
      'decide-duplicate': decideDuplicate,
      'merge-ikms': mergeIkms,
    });
    const consumers = { 'follow-ikm': followIkm, 'find-duplicates': findDuplicates };
    for (const [name, spec] of Object.entries(consumers)) {
      const { types, batchSize } = spec.trigger;
      const { house, resources, busName } = props;
      new EventConsumer(this, { house, name, spec, resources, busName, types, batchSize });
    }
  }
}
