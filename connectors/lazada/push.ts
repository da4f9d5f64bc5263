import * as z from 'zod';
import type { PushHint, PushIntake } from '../connector.ts';
import { parseExact } from '../http-answer.ts';
import { Id } from './schemas.ts';
import { isPushSignature, lazadaAppOf } from './sign.ts';

/** Every push has `message_type`; which of the other fields it has depends on that. */
const Push = z.looseObject({
  message_type: z.int(),
  seller_id: Id.nullish(),
  site: z.string().nullish().catch(null),
  data: z
    .looseObject({
      seller_id: Id.nullish(),
      trade_order_id: Id.nullish(),
      item_id: Id.nullish(),
      itemId: Id.nullish(),
    })
    .nullish()
    .catch(null),
});
type Push = z.infer<typeof Push>;

const order = 0;
const expiring = 8;
/** QC 1; product made, edited, deleted 3, 4, 5: each names one item. */
const aboutAnItem: ReadonlySet<number> = new Set([1, 3, 4, 5]);

const isId = (id: string | null | undefined): id is string => id !== undefined && id !== null && /^\d+$/.test(id);

const hintsOf = ({ message_type: type, seller_id: sender, site, data }: Push): readonly PushHint[] => {
  // seller ids are counted per country; spelt `lazada_id`, `LAZADA_ID` and `lazada-id`
  if (isId(sender) && site !== undefined && site !== null && !/[_-]id$/i.test(site))
    return [{ kind: 'none', why: `push from another country (${site})` }];
  const shopId = [sender, data?.seller_id].find(isId);
  if (type === expiring) return [{ kind: 'account-expiring', shopIds: shopId === undefined ? [] : [shopId] }];
  if (shopId !== undefined && type === order && isId(data?.trade_order_id))
    return [{ kind: 'look-at-order', shopId, externalId: data.trade_order_id }];
  const itemId = [data?.itemId, data?.item_id].find(isId);
  if (shopId !== undefined && aboutAnItem.has(type) && itemId !== undefined)
    return [{ kind: 'look-at-item', shopId, externalId: itemId }];
  return [{ kind: 'none', why: `push type ${type} concerns no listing` }];
};

export const push: PushIntake = {
  verify: (app, _url, headers, rawBody) => isPushSignature(lazadaAppOf(app), rawBody, headers['authorization']),
  /** 200 within 500 ms, else it comes again after half an hour, twelve times (guide "Push Mechanism"). */
  answer: { statusCode: 200, body: '' },
  interpret: (rawBody) => {
    let body: unknown;
    try {
      body = parseExact(Buffer.from(rawBody).toString('utf8'));
    } catch {
      return [{ kind: 'none', why: 'push body is not JSON' }];
    }
    const parsed = Push.safeParse(body);
    return parsed.success ? hintsOf(parsed.data) : [{ kind: 'none', why: 'push body has no message_type' }];
  },
};
