import * as z from 'zod';
import type { PushHint, PushIntake } from '../connector.ts';
import { parseExact } from '../http-answer.ts';
import { Id } from './schemas.ts';
import { isPushSignature, partnerAppOf } from './sign.ts';

/** Every push has `code`; which of the other fields it has depends on that. */
const Push = z.looseObject({
  code: z.number(),
  shop_id: Id.nullish(),
  data: z
    .looseObject({
      shop_id: Id.nullish(),
      shop_id_list: z.array(Id).nullish(),
      shop_expire_soon: z.array(Id).nullish(),
      item_id: Id.nullish(),
      ordersn: z.string().nullish(),
    })
    .nullish()
    .catch(null),
});
type Push = z.infer<typeof Push>;

const authorized = 1;
const deauthorized = 2;
const expiring = 12;
/** Order status 3, tracking number 4: each names one order by `ordersn`. */
const aboutAnOrder: ReadonlySet<number> = new Set([3, 4]);
/** Reserved stock 8, violation 16, price 22, scheduled publishing failed 27: each names one item. */
const aboutAnItem: ReadonlySet<number> = new Set([8, 16, 22, 27]);

const shopsOf = ({ shop_id: shopId, data }: Push): readonly string[] => [
  ...new Set(
    [shopId, data?.shop_id, ...(data?.shop_id_list ?? [])].filter(
      (id): id is string => id !== undefined && id !== null && id !== '0',
    ),
  ),
];

const hintsOf = (push: Push): readonly PushHint[] => {
  const shops = shopsOf(push);
  if (push.code === authorized) return shops.map((shopId) => ({ kind: 'account-authorized', shopId }));
  if (push.code === deauthorized) return shops.map((shopId) => ({ kind: 'account-deauthorized', shopId }));
  if (push.code === expiring) return [{ kind: 'account-expiring', shopIds: push.data?.shop_expire_soon ?? [] }];
  const externalId = push.data?.item_id;
  const [shopId] = shops;
  if (aboutAnItem.has(push.code) && shopId !== undefined && externalId !== undefined && externalId !== null) {
    return [{ kind: 'look-at-item', shopId, externalId }];
  }
  const order = push.data?.ordersn ?? '';
  if (aboutAnOrder.has(push.code) && shopId !== undefined && order !== '') {
    return [{ kind: 'look-at-order', shopId, externalId: order }];
  }
  return [{ kind: 'none', why: `push code ${push.code} concerns nothing of ours` }];
};

export const push: PushIntake = {
  verify: (app, url, headers, rawBody) => isPushSignature(partnerAppOf(app), url, rawBody, headers['authorization']),
  /** Anything but an empty 2xx counts as failed (guide "Push Mechanism notifications"). */
  answer: { statusCode: 200, body: '' },
  interpret: (rawBody) => {
    let body: unknown;
    try {
      body = parseExact(Buffer.from(rawBody).toString('utf8'));
    } catch {
      return [{ kind: 'none', why: 'push body is not JSON' }];
    }
    const parsed = Push.safeParse(body);
    return parsed.success ? hintsOf(parsed.data) : [{ kind: 'none', why: 'push body has no code' }];
  },
};
