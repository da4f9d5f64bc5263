import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { FaultSwitch } from './faults.ts';
import type { DemoApp } from './gateway.ts';
import type { Item, Order } from './model.ts';
import { parseBody } from './parameters.ts';
import { refuse } from './refusal.ts';
import { signPush } from './sign.ts';
import type { Store } from './store.ts';

/**
 * Shopee's push mechanism: POST to the app's callback URL with Authorization = hex HMAC-SHA256(partner_key, url|body);
 * a 2xx ends it. The retry schedule is not published; this one is short, so that tests see it. What is never taken can be
 * read by v2.push.get_lost_push_message for three days.
 */
const retryAfterMs = [1000, 5000, 30_000, 120_000, 600_000] as const;
/** push.set_app_push_config, error_list: "we didn't get any response in 3 seconds with 2xx code". */
const answerWithinMs = 3000;
const lostLifeMs = 3 * 86_400_000;
/** push.get_lost_push_message: "the earliest 100 lost push messages". */
const lostPageSize = 100;
const shuffleWithinMs = 1500;
const allCodes = [1, 2, 3, 12, 16] as const;
const atOnce = 8;

const PushRow = z.object({ id: z.number(), body: z.string(), attempts: z.number() });
const LostRow = z.object({
  id: z.number(),
  code: z.number(),
  shop_id: z.number().nullable(),
  body: z.string(),
  lost_ms: z.number(),
});
const Config = z.object({ callbackUrl: z.string(), on: z.array(z.number()), blockedShops: z.array(z.number()) });

export interface PushDeps {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly app: DemoApp;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  /** Something new is due. */
  readonly wake: () => void;
}

export const openPushes = ({ store, faults, app, fetch, clock, wake }: PushDeps) => {
  const config = (): z.infer<typeof Config> => {
    const saved = store.setting('push-config');
    return saved === undefined
      ? { callbackUrl: '', on: [...allCodes], blockedShops: [] }
      : Config.parse(JSON.parse(saved));
  };
  const saveConfig = (value: z.infer<typeof Config>): void => store.saveSetting('push-config', JSON.stringify(value));

  /** Stores a push within the caller's transaction; sending comes after. */
  const enqueue = (
    code: number,
    shopId: number | null,
    payload: Readonly<Record<string, unknown>>,
    nowMs: number,
  ): void => {
    const { callbackUrl, on, blockedShops } = config();
    if (callbackUrl === '' || !on.includes(code) || (shopId !== null && blockedShops.includes(shopId))) return;
    const { duplicateRate, shuffle, dropRate } = faults.current().pushes;
    const body = JSON.stringify({
      msg_id: randomUUID().replaceAll('-', ''),
      code,
      timestamp: Math.floor(nowMs / 1000),
      ...payload,
    });
    const dropped = faults.chance('drop', dropRate);
    const copies = !dropped && faults.chance('duplicate', duplicateRate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const dueMs = nowMs + (shuffle ? Math.floor(faults.draw('shuffle') * shuffleWithinMs) : 0);
      store.run(
        'INSERT INTO push (code, shop_id, body, state, due_ms, lost_ms) VALUES (?, ?, ?, ?, ?, ?)',
        code,
        shopId,
        body,
        dropped ? 'lost' : 'pending',
        dueMs,
        dropped ? nowMs : null,
      );
    }
    wake();
  };

  const post = async (url: string, body: string): Promise<boolean> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: signPush(app.partnerKey, url, body) },
        body,
        signal: AbortSignal.timeout(answerWithinMs),
        redirect: 'manual',
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  };

  const sendOne = async (url: string, push: z.infer<typeof PushRow>): Promise<void> => {
    if (await post(url, push.body)) {
      store.run('DELETE FROM push WHERE id = ?', push.id);
      return;
    }
    const wait = retryAfterMs[push.attempts];
    const nowMs = clock();
    if (wait === undefined) store.run("UPDATE push SET state = 'lost', lost_ms = ? WHERE id = ?", nowMs, push.id);
    else store.run('UPDATE push SET attempts = attempts + 1, due_ms = ? WHERE id = ?', nowMs + wait, push.id);
  };

  /** Sends what is due, a few at once; returns when none due is left. */
  const sendDue = async (): Promise<void> => {
    for (;;) {
      const due = store.rows(
        PushRow,
        "SELECT id, body, attempts FROM push WHERE state = 'pending' AND due_ms <= ? ORDER BY due_ms, id LIMIT ?",
        clock(),
        atOnce,
      );
      if (due.length === 0) return;
      const url = config().callbackUrl;
      await Promise.all(due.map((push) => sendOne(url, push)));
    }
  };

  return {
    sendDue,
    setCallbackUrl: (url: string): void => saveConfig({ ...config(), callbackUrl: url }),
    /** Push 1, shop authorization. */
    authorized: (shopId: number, nowMs: number): void =>
      enqueue(1, null, grantPayload(shopId, `shop_id ${shopId} is authorized successfully`), nowMs),
    /** Push 2, shop authorization cancelled. */
    deauthorized: (shopId: number, nowMs: number): void =>
      enqueue(2, null, grantPayload(shopId, `shop_id ${shopId} is unauthorized successfully`), nowMs),
    /** Push 3, order_status_push: an order came or changed. */
    order: (order: Order, nowMs: number): void =>
      enqueue(
        3,
        order.shopId,
        {
          shop_id: order.shopId,
          data: {
            items: [],
            ordersn: order.orderSn,
            status: order.status,
            completed_scenario: '',
            update_time: Math.floor(order.updatedMs / 1000),
          },
        },
        nowMs,
      ),
    /** Push 12, authorization expiry. */
    expiring: (shopIds: readonly number[], expireBeforeMs: number, nowMs: number): void =>
      enqueue(
        12,
        null,
        {
          data: {
            shop_expire_soon: shopIds,
            merchant_expire_soon: [],
            expire_before: Math.floor(expireBeforeMs / 1000),
            page_no: 1,
            total_page: 1,
          },
        },
        nowMs,
      ),
    /** Push 16, violation_item_push: an item was banned, or is so no more. */
    violation: (item: Item, nowMs: number): void =>
      enqueue(
        16,
        item.shopId,
        {
          shop_id: item.shopId,
          data: {
            item_id: item.itemId,
            item_name: item.name,
            item_status: item.status,
            deboost: false,
            item_status_details: item.violation === null ? [] : [item.violation],
          },
        },
        nowMs,
      ),
    getLost: (nowMs: number) => {
      const rows = store.rows(
        LostRow,
        "SELECT id, code, shop_id, body, lost_ms FROM push WHERE state = 'lost' AND lost_ms > ? ORDER BY id LIMIT ?",
        nowMs - lostLifeMs,
        lostPageSize + 1,
      );
      const page = rows.slice(0, lostPageSize);
      return {
        push_message_list: page.map((row) => ({
          // "If it's a partner level push (such as code: 1, 2, 12), shop_id will not be returned."
          ...(row.shop_id === null ? {} : { shop_id: row.shop_id }),
          code: row.code,
          timestamp: Math.floor(row.lost_ms / 1000),
          data: row.body,
        })),
        has_next_page: rows.length > lostPageSize,
        last_message_id: page.at(-1)?.id ?? 0,
      };
    },
    confirmLost: (body: Uint8Array): void => {
      const { last_message_id } = parseBody(z.object({ last_message_id: z.int() }), body);
      store.run("DELETE FROM push WHERE state = 'lost' AND id <= ?", last_message_id);
    },
    getConfig: () => {
      const { callbackUrl, on, blockedShops } = config();
      return {
        callback_url: callbackUrl,
        live_push_status: 'Normal',
        blocked_shop_id: blockedShops,
        push_config_on_list: on,
        push_config_off_list: allCodes.filter((code) => !on.includes(code)),
      };
    },
    /** Sends a test push to a new callback URL first, as the contract says. @throws Refusal */
    setConfig: async (body: Uint8Array) => {
      const asked = parseBody(
        z.object({
          callback_url: z.string().optional(),
          set_push_config_on: z.array(z.int()).optional(),
          set_push_config_off: z.array(z.int()).optional(),
          // "no more than 500 shop id"
          blocked_shop_id_list: z.array(z.int()).max(500).optional(),
        }),
        body,
      );
      const before = config();
      const url = asked.callback_url ?? before.callbackUrl;
      if (asked.callback_url !== undefined) {
        if (!/^https?:\/\//u.test(url))
          refuse('error_param', 'this callback_url is invalid, please check your callback_url.');
        if (
          !(await post(
            url,
            JSON.stringify({
              code: 0,
              timestamp: Math.floor(clock() / 1000),
              data: { verify_info: 'This is a Verification message. Please respond in the certain format.' },
            }),
          ))
        ) {
          refuse(
            'error_param',
            'Shopee have sent a test push to this call back url, the response code we get from this callback_url is not 2xx code, please check your service.',
          );
        }
      }
      if (url === '' && (asked.set_push_config_on ?? []).length > 0) {
        refuse(
          'error_param',
          "Your app's callback_url is empty, please input a callback_url before you turn on push config.",
        );
      }
      const off = asked.set_push_config_off ?? [];
      const on = [...new Set([...before.on, ...(asked.set_push_config_on ?? [])])].filter(
        (code) => !off.includes(code),
      );
      saveConfig({ callbackUrl: url, on, blockedShops: asked.blocked_shop_id_list ?? before.blockedShops });
      return { result: 'success' };
    },
  };
};

/** Codes 1 and 2 name the shop at the top (as the guide's signed sample does) and in `data`. */
const grantPayload = (shopId: number, extra: string) => ({
  shop_id: shopId,
  success: 1,
  extra,
  data: { authorize_type: 'shop authorization by user', shop_id: shopId, shop_id_list: [shopId], success: 1, extra },
});

export type Pushes = ReturnType<typeof openPushes>;
