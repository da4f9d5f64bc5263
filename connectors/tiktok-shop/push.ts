import * as z from 'zod';
import type { PushHint, PushIntake } from '../connector.ts';
import { parseExact } from '../http-answer.ts';
import { Id } from './schemas.ts';
import { isWebhookSignature, shopAppOf } from './sign.ts';

/** Every webhook has `type` and `shop_id`; `data` depends on the type. Ids may be numbers beyond 2^53. */
const Webhook = z.looseObject({
  type: z.union([z.number(), z.string()]).transform(Number),
  shop_id: Id,
  data: z.looseObject({ order_id: Id.nullish(), product_id: Id.nullish() }).nullish().catch(null),
});

const deauthorization = 6;
const authorizationExpiring = 7;

/**
 * Orders (1), addresses (3), packages (4), cancellations (11) and returns (12) name an order; the product types (5, and those
 * for information, creation, category and audit) name a product. What is named is looked at, whatever the type's number:
 * a type we do not know then asks for one look too many, not for one too few. A repeated webhook (`tts_notification_id`)
 * asks for the same look again, which is harmless.
 */
const hintOf = ({ type, shop_id: shopId, data }: z.infer<typeof Webhook>): PushHint => {
  if (type === deauthorization) return { kind: 'account-deauthorized', shopId };
  if (type === authorizationExpiring) return { kind: 'account-expiring', shopIds: [shopId] };
  if (data?.order_id) return { kind: 'look-at-order', shopId, externalId: data.order_id };
  if (data?.product_id) return { kind: 'look-at-item', shopId, externalId: data.product_id };
  return { kind: 'none', why: `webhook type ${type} concerns no listing` };
};

export const push: PushIntake = {
  verify: (app, _url, headers, rawBody) => isWebhookSignature(shopAppOf(app), rawBody, headers['authorization']),
  /** 200 within 3 seconds (guide "Webhooks"). */
  answer: { statusCode: 200, body: '' },
  interpret: (rawBody) => {
    let body: unknown;
    try {
      body = parseExact(Buffer.from(rawBody).toString('utf8'));
    } catch {
      return [{ kind: 'none', why: 'webhook body is not JSON' }];
    }
    const parsed = Webhook.safeParse(body);
    return [parsed.success ? hintOf(parsed.data) : { kind: 'none', why: 'webhook body has no type or shop' }];
  },
};
