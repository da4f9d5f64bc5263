import * as z from 'zod';
import type { FaultSwitch } from './faults.ts';
import type { DemoApp } from './gateway.ts';
import type { Item, Order } from './model.ts';
import { statusesOf } from './orders.ts';
import { signPush } from './sign.ts';
import type { Store } from './store.ts';

/**
 * Lazada Push Mechanism: POST to the app's address with Authorization = hex HMAC-SHA256(app secret, app key + body). "If
 * the server did not receive 200 within 500ms … the message is pushed again in half an hour, up to 12 times."
 */
const answerWithinMs = 500;
const retryAfterMs = 30 * 60_000;
const maxRetries = 12;
const shuffleWithinMs = 1500;
const atOnce = 8;

/**
 * What the demo app subscribed in the console: orders, QC, token expiry, categories. 3, 4 and 5 (product made, edited,
 * deleted) tell of an app's own edits too, and are off until switched on.
 */
const subscribed = [0, 1, 8, 12] as const;

const PushRow = z.object({ id: z.number(), body: z.string(), attempts: z.number() });
const Config = z.object({ callbackUrl: z.string(), types: z.array(z.number()) });
type Config = z.infer<typeof Config>;

export interface PushDeps {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly app: DemoApp;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  /** Something new is due. */
  readonly wake: () => void;
}

/** Push 1: "PENDING, APPROVED, REJECTED, LIVE_REJECTED, LOCK"; `Lock` in its sample. */
export type QcStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'LIVE_REJECTED' | 'LOCK';
const edits = { made: [3, 'PUBLISHED'], changed: [4, 'EDITED_UPDATED'], removed: [5, 'DELETED'] } as const;

export const openPushes = ({ store, faults, app, fetch, clock, wake }: PushDeps) => {
  const config = (): Config => {
    const saved = store.setting('push-config');
    return saved === undefined ? { callbackUrl: '', types: [...subscribed] } : Config.parse(JSON.parse(saved));
  };

  /** Stores a push within the caller's transaction; sending comes after. */
  const enqueue = (type: number, shopId: string | undefined, data: unknown, nowMs: number): void => {
    const { callbackUrl, types } = config();
    if (callbackUrl === '' || !types.includes(type)) return;
    const { duplicateRate, shuffle, dropRate } = faults.current().pushes;
    if (faults.chance('drop', dropRate)) return;
    const body = JSON.stringify({
      ...(shopId === undefined ? {} : { seller_id: shopId }),
      message_type: type,
      data,
      // samples have milliseconds for orders, seconds for the others
      timestamp: type === 0 ? nowMs : Math.floor(nowMs / 1000),
      site: 'lazada_id',
    });
    const copies = faults.chance('duplicate', duplicateRate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const dueMs = nowMs + (shuffle ? Math.floor(faults.draw('shuffle') * shuffleWithinMs) : 0);
      store.run('INSERT INTO push (type, body, due_ms) VALUES (?, ?, ?)', type, body, dueMs);
    }
    wake();
  };

  const post = async (url: string, body: string): Promise<boolean> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: signPush(app.appKey, app.appSecret, body),
        },
        body,
        signal: AbortSignal.timeout(answerWithinMs),
        redirect: 'manual',
      });
      await response.arrayBuffer();
      return response.status === 200;
    } catch {
      return false;
    }
  };

  const sendOne = async (url: string, push: z.infer<typeof PushRow>): Promise<void> => {
    if ((await post(url, push.body)) || push.attempts >= maxRetries)
      store.run('DELETE FROM push WHERE id = ?', push.id);
    else store.run('UPDATE push SET attempts = attempts + 1, due_ms = ? WHERE id = ?', clock() + retryAfterMs, push.id);
  };

  return {
    /** Sends what is due, a few at once; returns when none due is left. */
    sendDue: async (): Promise<void> => {
      for (;;) {
        const due = store.rows(
          PushRow,
          'SELECT id, body, attempts FROM push WHERE due_ms <= ? ORDER BY due_ms, id LIMIT ?',
          clock(),
          atOnce,
        );
        if (due.length === 0) return;
        const { callbackUrl } = config();
        await Promise.all(due.map((push) => sendOne(callbackUrl, push)));
      }
    },
    config,
    configure: (change: Partial<Config>): void =>
      store.saveSetting('push-config', JSON.stringify({ ...config(), ...change })),
    /** Type 0, trade order. */
    order: (order: Order, nowMs: number): void => {
      for (const status of statusesOf(order.state))
        enqueue(
          0,
          order.shopId,
          {
            order_status: status,
            trade_order_id: order.orderId,
            trade_order_line_id: order.pieces[0]?.orderItemId,
            status_update_time: Math.floor(nowMs / 1000),
          },
          nowMs,
        );
    },
    /** Type 1, product quality control. */
    qc: (item: Item, status: QcStatus, nowMs: number): void =>
      enqueue(
        1,
        item.shopId,
        {
          date: nowMs,
          itemId: item.itemId,
          reason: item.rejectReason?.violationDetail ?? '',
          seller_id: Number(item.shopId),
          status,
        },
        nowMs,
      ),
    /** Types 3, 4, 5. */
    edited: (item: Item, how: keyof typeof edits, nowMs: number): void => {
      const [type, action] = edits[how];
      const skus = item.skus.map(({ skuId, sellerSku }) => ({ seller_sku: sellerSku, sku_id: skuId }));
      enqueue(
        type,
        item.shopId,
        { item_id: String(item.itemId), sku_list: skus, action, status_update_time: nowMs },
        nowMs,
      );
    },
    /** Type 8; its `seller_id` stands in the data. */
    expiring: (shopId: string, endsMs: number, nowMs: number): void =>
      enqueue(
        8,
        'null',
        { app_key: app.appKey, auth_expiry_time: Math.floor(endsMs / 1000), seller_id: shopId },
        nowMs,
      ),
  };
};

export type Pushes = ReturnType<typeof openPushes>;
