import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { activeSecrets, newSecret, overlapMs, rotated } from '../../../../shared/domain/partner/endpoint.ts';
import { signWebhook, verifyWebhook } from '../../../../shared/domain/partner/standard-webhooks.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The vector of the specification's reference libraries. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  nowMs: 1_614_265_330_000,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('Standard Webhooks', () => {
  test('signs the official vector', () => {
    const headers = signWebhook([vector.secret], vector);
    expect(headers).toEqual({
      'webhook-id': vector.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': vector.signature,
    });
    expect(verifyWebhook([vector.secret], { ...headers }, bytes(vector.body), vector.nowMs)).toBe(vector.id);
  });

  test('what it signs the reference library takes, and the other way round', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'grapheme' }), (id, text) => {
        const secret = newSecret();
        const body = JSON.stringify({ text });
        const nowMs = Date.now();
        const headers = signWebhook([newSecret(), secret], { id, body, nowMs });
        expect(new Webhook(secret).verify(body, { ...headers })).toEqual({ text });
        const theirs = new Webhook(secret).sign(id, new Date(nowMs), body);
        expect(verifyWebhook([secret], { ...headers, 'webhook-signature': theirs }, bytes(body), nowMs)).toBe(id);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['another body', {}, '{"test": 2432232315}', vector.nowMs],
    ['another id', { 'webhook-id': 'msg_other' }, vector.body, vector.nowMs],
    ['no signature', { 'webhook-signature': undefined }, vector.body, vector.nowMs],
    [
      'a signature of another kind',
      { 'webhook-signature': vector.signature.replace('v1', 'v1a') },
      vector.body,
      vector.nowMs,
    ],
    ['a signature of another length', { 'webhook-signature': 'v1,AAAA' }, vector.body, vector.nowMs],
    ['a time of six minutes ago', {}, vector.body, vector.nowMs + 360_000],
    ['a time six minutes ahead', {}, vector.body, vector.nowMs - 360_000],
    ['a time that is none', { 'webhook-timestamp': '1614265330.0' }, vector.body, vector.nowMs],
  ])('refuses %s', (_name, changed, body, nowMs) => {
    const headers = { ...signWebhook([vector.secret], vector), ...changed };
    expect(verifyWebhook([vector.secret], headers, bytes(body), nowMs)).toBeUndefined();
  });

  test('a replaced secret signs and verifies for a day, then no more', () => {
    const [old, fresh] = [newSecret(), newSecret()];
    const endpoint = rotated({ secrets: [{ secret: old }] }, fresh, 1_000);
    expect(activeSecrets(endpoint, 1_000 + overlapMs - 1)).toEqual([fresh, old]);
    expect(activeSecrets(endpoint, 1_000 + overlapMs)).toEqual([fresh]);
    // changed again before, the oldest still ends when it was told to
    const again = rotated(endpoint, newSecret(), 2_000);
    expect(again.secrets[2]).toEqual({ secret: old, endsAtMs: 1_000 + overlapMs });
  });
});
