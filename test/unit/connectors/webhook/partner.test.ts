import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { webhook } from '../../../../connectors/webhook/index.ts';
import type { CallResult, Session } from '../../../../connectors/connector.ts';
import { endpointOf, newSecret, rotated } from '../../../../shared/domain/partner/endpoint.ts';
import { AddressRefused } from '../../../../shared/domain/partner/address.ts';
import { connect, okOf, openRig, planFor, tempe, type Rig } from '../../../contract/connector-rig.ts';

const marker = `${tempe.productId}-1`;
let rig: Rig;
let session: Session;
let sent: {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: any;
  readonly text: string;
}[];
/** What the partner answers, before the simulator is asked. */
let answer: (() => Response) | undefined;

beforeEach(async () => {
  rig = await openRig(webhook);
  sent = [];
  answer = undefined;
  const connected = await connect(rig, 'Mitra');
  session = {
    ...connected,
    fetch: async (input, init) => {
      const text = init?.body as string;
      const headers = Object.fromEntries(new Headers(init?.headers));
      sent.push({ url: input as string, headers, text, body: JSON.parse(text) });
      return answer?.() ?? rig.app.fetch(input, init);
    },
  };
});
afterEach(() => rig.close());

const create = async (overrides = {}): Promise<CallResult<unknown>> =>
  webhook.create(session, await planFor(rig, session, { ...tempe, ...overrides }), {}, marker);
const price = async (priceIdr: number) =>
  webhook.updatePrice(session, marker, await planFor(rig, session, { ...tempe, offer: { ...tempe.offer, priceIdr } }));
const answering =
  (status: number, headers = {}) =>
  () =>
    new Response(null, { status, headers });

describe('what a partner gets', () => {
  test('one signed CloudEvent per change, with the whole product', async () => {
    okOf(await create());
    expect(sent).toHaveLength(1);
    const [{ headers, body, text, url } = sent[0]!] = sent;
    expect(url).toBe(`https://webhook.test/hooks/${session.shopId}`);
    expect(headers['content-type']).toContain('application/cloudevents+json');
    const [{ secret } = { secret: '' }] = endpointOf(session.accessToken).secrets;
    const signedMs = Number(headers['webhook-timestamp']) * 1000;
    expect(signedMs).toBe(rig.nowMs());
    // the reference library has no clock of ours, so the message is signed anew by it and compared
    expect(headers['webhook-signature']).toBe(
      new Webhook(secret).sign(headers['webhook-id']!, new Date(signedMs), text),
    );
    expect(body).toMatchObject({
      specversion: '1.0',
      id: headers['webhook-id'],
      source: `/v1/partners/${session.shopId}`,
      type: 'listing.upserted.v1',
      subject: marker,
      datacontenttype: 'application/json',
      data: {
        id: marker,
        productId: tempe.productId,
        name: tempe.name,
        priceIdr: 18_500,
        stock: 40,
        images: ['https://ikm.test/images/aaa.jpg', 'https://ikm.test/images/bbb.jpg'],
        origin: { regionName: 'Kota Malang' },
        legality: [{ type: 'P-IRT' }, { type: 'halal' }],
      },
    });
    expect(Object.keys(body).every((name) => /^[a-z0-9]{1,20}$/.test(name))).toBe(true);
    expect(text).not.toContain('undefined');
  });

  test('a change of price is one small message; the same again is none', async () => {
    okOf(await create());
    okOf(await price(20_000));
    okOf(await price(20_000));
    expect(sent.map(({ body }) => body.type)).toEqual(['listing.upserted.v1', 'listing.offer-changed.v1']);
    expect(sent[1]!.body.data).toEqual({
      id: marker,
      productId: tempe.productId,
      priceIdr: 20_000,
      stock: 40,
      availability: 'ready',
    });
    expect(Number(sent[1]!.body.sequence)).toBeGreaterThan(Number(sent[0]!.body.sequence));
  });

  test('a repetition keeps id and body; the same price later is another message', async () => {
    okOf(await create());
    answer = answering(500);
    expect((await price(20_000)).kind).toBe('retry');
    await rig.pass(60_000);
    answer = undefined;
    okOf(await price(20_000));
    expect(sent[2]!.text).toBe(sent[1]!.text);
    expect(sent[2]!.headers['webhook-timestamp']).not.toBe(sent[1]!.headers['webhook-timestamp']);
    okOf(await price(18_500));
    okOf(await price(20_000));
    expect(new Set(sent.slice(1).map(({ body }) => body.id)).size).toBe(3);
  });

  test('what was not told yet is told with the next message', async () => {
    okOf(await create());
    answer = answering(503);
    const renamed = await planFor(rig, session, { ...tempe, name: 'Keripik Tempe Baru' });
    expect((await webhook.updateContent(session, marker, renamed, {})).kind).toBe('retry');
    answer = undefined;
    okOf(await webhook.updatePrice(session, marker, { ...renamed, price: { original: 21_000 } }));
    const last = sent.at(-1)!.body;
    expect(last).toMatchObject({ type: 'listing.upserted.v1', data: { name: 'Keripik Tempe Baru', priceIdr: 21_000 } });
  });

  test('every active secret signs, so that a partner may change over', async () => {
    const endpoint = endpointOf(session.accessToken);
    const fresh = newSecret();
    session = { ...session, accessToken: JSON.stringify(rotated(endpoint, fresh, rig.nowMs())) };
    okOf(await create());
    expect(sent[0]!.headers['webhook-signature']!.split(' ')).toHaveLength(2);
  });

  test('the longest description keeps the message below 20 kB, and whole signs', async () => {
    okOf(await create({ description: 'Keripik 🍘 "enak"\n'.repeat(2_000) }));
    expect(Buffer.byteLength(sent[0]!.text)).toBeLessThan(20_000);
    expect(Buffer.byteLength(sent[0]!.text)).toBeGreaterThan(19_900);
    expect(sent[0]!.body.data.description).toMatch(/…$/);
    expect(sent[0]!.text).not.toContain('\ufffd');
    // what the house compares later is what the owner wrote
    expect(okOf(await webhook.read(session, marker))?.description).toContain('enak"\nKeripik');
    expect(okOf(await webhook.read(session, marker))?.description?.length).toBeGreaterThan(30_000);
  });

  test('attributes without end do not make a message too long either', async () => {
    const attributes = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`sifat ${n}`, 'x'.repeat(500)]));
    okOf(await create({ attributes }));
    expect(Buffer.byteLength(sent[0]!.text)).toBeLessThan(20_000);
  });
});

describe('what a partner answers', () => {
  test.each([
    [301, 'retry'],
    [400, 'retry'],
    [401, 'retry'],
    [404, 'retry'],
    [429, 'retry'],
    [503, 'retry'],
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
    [410, 'account-lost'],
  ])('%s to a create is %s', async (status, kind) => {
    answer = answering(status, { location: 'https://elsewhere.example/' });
    expect((await create()).kind).toBe(kind);
    expect(sent).toHaveLength(1);
    // certainly not taken: nothing stays; in doubt: it stays, so that it can be found and told again
    expect(okOf(await webhook.findByMarker(session, marker))).toHaveLength(kind === 'unknown' ? 1 : 0);
  });

  test('429 says how long to wait', async () => {
    answer = answering(429, { 'retry-after': '30' });
    expect(await create()).toMatchObject({ kind: 'retry', slowDown: true, afterMs: 30_000, marketplaceCode: '429' });
  });

  test('an address that may not be called is not called, and logged', async () => {
    session = { ...session, fetch: () => Promise.reject(new AddressRefused('private-address')) };
    expect(await create()).toMatchObject({ kind: 'retry', reason: 'address-private-address' });
    expect(rig.house.sent).toMatchObject([{ outcome: 'refused', reason: 'private-address' }]);
  });

  test('202 is in review until its word; a word on older content does not count', async () => {
    answer = answering(202);
    expect(okOf(await create())).toMatchObject({ state: 'in-review' });
    const told = Number(sent[0]!.body.sequence);
    const word = (sequence: number) => ({
      state: 'rejected' as const,
      problems: [],
      sequence,
    });
    const after = (sequence: number): Session => ({
      ...session,
      house: { ...rig.house, verdictOf: () => Promise.resolve(word(sequence)) },
    });
    expect(okOf(await webhook.read(after(told), marker))?.state).toBe('rejected');
    expect(okOf(await webhook.read(after(told - 1), marker))?.state).toBe('in-review');
    // another price is no other content
    okOf(await price(20_000));
    expect(okOf(await webhook.read(after(told), marker))?.state).toBe('rejected');
  });

  test('off sale it is told once that it is gone; changes wait until it is back', async () => {
    okOf(await create());
    okOf(await webhook.setOnSale(session, marker, false));
    okOf(await price(20_000));
    okOf(await webhook.setOnSale(session, marker, true));
    expect(sent.map(({ body }) => [body.type, body.data.priceIdr])).toEqual([
      ['listing.upserted.v1', 18_500],
      ['listing.removed.v1', undefined],
      ['listing.upserted.v1', 20_000],
    ]);
    okOf(await webhook.remove(session, marker));
    expect(sent.at(-1)!.body.type).toBe('listing.removed.v1');
    expect(okOf(await webhook.read(session, marker))).toBeNull();
  });

  test('a partner without an address only fetches: nothing is sent, the entry stands', async () => {
    session = { ...session, accessToken: JSON.stringify({ secrets: [{ secret: newSecret() }] }) };
    expect(okOf(await create())).toMatchObject({ state: 'live' });
    expect(sent).toEqual([]);
    expect(rig.house.entries.size).toBe(1);
  });

  test('an older message that comes late changes nothing at the simulator', async () => {
    okOf(await create());
    okOf(await price(20_000));
    const [first] = sent;
    await rig.app.fetch(first!.url, { method: 'POST', headers: first!.headers, body: first!.text });
    const shop = await rig.door('GET', `/_shop/${session.shopId}`);
    expect(shop.products).toMatchObject([{ buyer_price: 20_000 }]);
  });
});
