import * as z from 'zod';
import type { FaultSwitch } from './faults.ts';
import type { DemoApp } from './gateway.ts';
import type { Product } from './model.ts';
import { signWebhook } from './sign.ts';
import type { Store } from './store.ts';

/**
 * Webhooks: POST with Authorization = hex HMAC-SHA256(app_secret, app_key + body); 200 within 3 seconds ends it. Retries
 * after 2 and 30 minutes, 3 and 12 hours (a community note; not in the documents).
 */
const retryAfterMs = [120_000, 1_800_000, 10_800_000, 43_200_000] as const;
const answerWithinMs = 3000;
const shuffleWithinMs = 1500;
const atOnce = 8;

const Row = z.object({ id: z.number(), body: z.string(), attempts: z.number() });

export interface WebhookDeps {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly app: DemoApp;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  /** Something new is due. */
  readonly wake: () => void;
}

export const openWebhooks = ({ store, faults, app, fetch, clock, wake }: WebhookDeps) => {
  /** Stores a webhook within the caller's transaction; sending comes after. */
  const enqueue = (type: number, shopId: string, data: Readonly<Record<string, unknown>>, nowMs: number): void => {
    if ((store.setting('callback-url') ?? '') === '') return;
    const { duplicateRate, shuffle, dropRate } = faults.current().pushes;
    if (faults.chance('drop', dropRate)) return;
    const text = JSON.stringify({
      type,
      tts_notification_id: String(7_380_066_284_010_030_890n + BigInt(Math.floor(faults.draw('id') * 1e12))),
      shop_id: shopId,
      timestamp: Math.floor(nowMs / 1000),
      data,
    });
    // a product's id arrives as a number beyond 2^53
    const body = text.replace(/"product_id":"(\d+)"/u, '"product_id":$1');
    const copies = faults.chance('duplicate', duplicateRate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const dueMs = nowMs + (shuffle ? Math.floor(faults.draw('shuffle') * shuffleWithinMs) : 0);
      store.run('INSERT INTO webhook (type, body, due_ms) VALUES (?, ?, ?)', type, body, dueMs);
    }
    wake();
  };

  const post = async (body: string): Promise<boolean> => {
    try {
      const response = await fetch(store.setting('callback-url') ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: signWebhook(app.appKey, app.appSecret, body) },
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

  const sendOne = async ({ id, body, attempts }: z.infer<typeof Row>): Promise<void> => {
    const isTaken = await post(body);
    const wait = retryAfterMs[attempts];
    if (isTaken || wait === undefined) store.run('DELETE FROM webhook WHERE id = ?', id);
    else store.run('UPDATE webhook SET attempts = attempts + 1, due_ms = ? WHERE id = ?', clock() + wait, id);
  };

  const seconds = (ms: number): number => Math.floor(ms / 1000);

  return {
    /** Sends what is due, a few at once; returns when none due is left. */
    sendDue: async (): Promise<void> => {
      for (;;) {
        const due = store.rows(
          Row,
          'SELECT id, body, attempts FROM webhook WHERE due_ms <= ? ORDER BY due_ms, id LIMIT ?',
          clock(),
          atOnce,
        );
        if (due.length === 0) return;
        await Promise.all(due.map(sendOne));
      }
    },
    setCallbackUrl: (url: string): void => store.saveSetting('callback-url', url),
    /** 1, ORDER_STATUS_CHANGE. */
    orderChanged: (shopId: string, orderId: string, status: string, nowMs: number): void =>
      enqueue(
        1,
        shopId,
        { is_on_hold_order: false, order_id: orderId, order_status: status, update_time: seconds(nowMs) },
        nowMs,
      ),
    /** 5, PRODUCT_STATUS_CHANGE. */
    productChanged: (
      { productId, shopId, reasons }: Product,
      status: 'PRODUCT_FIRST_PASS_REVIEW' | 'PRODUCT_STATUS_CHANGED' | 'PRODUCT_AUDIT_FAILURE',
      nowMs: number,
    ): void =>
      enqueue(
        5,
        shopId,
        {
          product_id: productId,
          status,
          suspended_reason: reasons.flatMap((reason) => reason.reasons).join('; '),
          update_time: seconds(nowMs),
        },
        nowMs,
      ),
    /** 6, SELLER_DEAUTHORIZATION. */
    deauthorized: (shopId: string, nowMs: number): void =>
      enqueue(6, shopId, { message: `The seller of shop_id ${shopId} cancelled the authorization.` }, nowMs),
    /** 7, UPCOMING_AUTHORIZATION_EXPIRATION. */
    expiring: (shopId: string, endsMs: number, nowMs: number): void =>
      enqueue(
        7,
        shopId,
        { message: `Authorization of shop_id ${shopId} is expiring.`, expiration_time: String(seconds(endsMs)) },
        nowMs,
      ),
    /** 11 CANCELLATION_STATUS_CHANGE and 12 RETURN_STATUS_CHANGE. */
    reversed: (type: 11 | 12, shopId: string, orderId: string, nowMs: number): void =>
      enqueue(
        type,
        shopId,
        type === 11
          ? {
              order_id: orderId,
              cancel_id: `4${orderId}`,
              cancel_status: 'CANCELLATION_REQUEST_COMPLETE',
              update_time: seconds(nowMs),
            }
          : {
              order_id: orderId,
              return_id: `4${orderId}`,
              return_status: 'RETURN_OR_REFUND_REQUEST_COMPLETE',
              update_time: seconds(nowMs),
            },
        nowMs,
      ),
  };
};

export type Webhooks = ReturnType<typeof openWebhooks>;
