import type { Construct } from 'constructs';
import { route as closeIkm } from '../../functions/close-ikm/route.ts';
import { route as enrolIkm } from '../../functions/enrol-ikm/route.ts';
import { route as getAsyncapi } from '../../functions/get-asyncapi/route.ts';
import { route as getHealth } from '../../functions/get-health/route.ts';
import { route as getIkm } from '../../functions/get-ikm/route.ts';
import { route as getMe } from '../../functions/get-me/route.ts';
import { route as getOpenapi } from '../../functions/get-openapi/route.ts';
import { route as getSentra } from '../../functions/get-sentra/route.ts';
import { route as listIkms } from '../../functions/list-ikms/route.ts';
import { route as listSentras } from '../../functions/list-sentras/route.ts';
import { route as listTasks } from '../../functions/list-tasks/route.ts';
import { route as saveMember } from '../../functions/save-member/route.ts';
import { route as saveSentra } from '../../functions/save-sentra/route.ts';
import { route as submitIkm } from '../../functions/submit-ikm/route.ts';
import { route as verifyIkm } from '../../functions/verify-ikm/route.ts';
import { route as getShopSite } from '../../functions/get-shop-site/route.ts';
import { route as saveShopSite } from '../../functions/save-shop-site/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** The service itself, members, sentras, IKMs. */
export class RegisterApiStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps) {
    super(scope, props.house.stage, 'register-api', 'API of members, sentras and IKMs');
    addRoutes(this, props, {
      'get-health': getHealth,
      'get-openapi': getOpenapi,
      'get-asyncapi': getAsyncapi,
      'get-me': getMe,
      'save-member': saveMember,
      'save-sentra': saveSentra,
      'get-sentra': getSentra,
      'list-sentras': listSentras,
      'enrol-ikm': enrolIkm,
      'get-ikm': getIkm,
      'list-ikms': listIkms,
      'submit-ikm': submitIkm,
      'verify-ikm': verifyIkm,
      'close-ikm': closeIkm,
      'list-tasks': listTasks,
      'get-shop-site': getShopSite,
      'save-shop-site': saveShopSite,
    });
  }
}
