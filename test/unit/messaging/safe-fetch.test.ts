import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { AddressRefused } from '../../../shared/domain/partner/address.ts';
import { deliver } from '../../../shared/domain/partner/deliver.ts';
import {
  addressFaultOf,
  checkAddress,
  createSafeFetch,
  isPublicAddress,
  type Resolve,
} from '../../../shared/messaging/safe-fetch.ts';

const ownBase = 'http://localhost:8080/sim/webhook';
const neverFetch: typeof fetch = () => Promise.reject(new Error('went through fetch'));
const to = (...answers: readonly string[]): Resolve & { readonly asked: () => number } => {
  let asked = 0;
  const resolve: Resolve = () => {
    const address = answers[Math.min(asked, answers.length - 1)] ?? '';
    asked += 1;
    return Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
  };
  return Object.assign(resolve, { asked: () => asked });
};

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::1',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fec0::1',
    'not an address',
  ])('%s is not of the public internet', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['8.8.8.8', '103.10.10.10', '2606:4700:4700::1111', '2404:6800:4003::200e'])('%s is', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    ['http://partner.example/', 'not-https'],
    ['ftp://partner.example/', 'not-https'],
    ['partner', 'not-https'],
    ['https://partner.example:22/', 'port'],
    ['https://partner.example:80/', 'port'],
    ['https://user:pass@partner.example/', 'credentials'],
    ['https://127.0.0.1/', 'private-address'],
    ['https://2130706433/', 'private-address'],
    ['https://0x7f000001/', 'private-address'],
    ['https://0177.0.0.1/', 'private-address'],
    ['https://127.1/', 'private-address'],
    ['https://169.254.169.254/latest/meta-data/', 'private-address'],
    ['https://[::1]/', 'private-address'],
    ['https://[::ffff:169.254.169.254]/', 'private-address'],
    ['https://[64:ff9b::a9fe:a9fe]/', 'private-address'],
    ['https://partner.example/hook', undefined],
    ['https://partner.example:8443/hook', undefined],
    ['https://8.8.8.8/hook', undefined],
  ])('%s: %s', (address, fault) => expect(addressFaultOf(address)).toBe(fault));

  test('a name is refused when any of its addresses is private, or it has none', async () => {
    const both: Resolve = () =>
      Promise.resolve([
        { address: '8.8.8.8', family: 4 },
        { address: '::1', family: 6 },
      ]);
    expect(await checkAddress(ownBase, both)('https://partner.example/')).toBe('private-address');
    expect(await checkAddress(ownBase, to('8.8.8.8'))('https://partner.example/')).toBeUndefined();
    expect(await checkAddress(ownBase, () => Promise.reject(new Error('ENOTFOUND')))('https://no.example/')).toBe(
      'unresolved',
    );
  });

  test('only what lies below our own base needs not be public', async () => {
    const check = checkAddress(ownBase, to('127.0.0.1'));
    expect(await check('http://localhost:8080/sim/webhook/hooks/a')).toBeUndefined();
    for (const other of [
      'http://localhost:8080/sim/webhookevil/a',
      'http://localhost:8080/sim/webhook/../shopee/a',
      'http://localhost:8080/sim/webhook/%2e%2e/shopee/a',
      'http://localhost:8081/sim/webhook/a',
      'http://user@localhost:8080/sim/webhook/a',
      'https://localhost:8080/sim/webhook/a',
    ])
      expect(await check(other)).toBeDefined();
  });
});

describe('calls', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });
  const serve = async (listener: RequestListener): Promise<number> => {
    const opened = createServer(listener).listen(0, '127.0.0.1');
    server = opened;
    await new Promise((done) => opened.once('listening', done));
    return (opened.address() as AddressInfo).port;
  };
  /** Plain HTTP to this machine, so that what follows the address check can be tried. */
  const local = (resolve: Resolve, isAllowed: (address: string) => boolean = () => true) =>
    createSafeFetch({
      ownBase,
      fetch: neverFetch,
      resolve,
      transport: {
        request: (options, onAnswer) => httpRequest({ ...options, agent: false }, onAnswer),
        isAllowed,
        faultOf: () => undefined,
      },
    });
  const endpoint = (url: string) => ({ url, secrets: [{ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }] });
  const send = (fetch: typeof globalThis.fetch, url: string, signal = new AbortController().signal) =>
    deliver({ fetch, clock: Date.now, signal }, endpoint(url), { webhookId: 'msg_1', type: 't', body: '{"a":"é"}' });

  test('a message arrives whole and signed, and its status comes back', async () => {
    let got = '';
    const port = await serve((request, response) => {
      request.on('data', (chunk) => (got += String(chunk)));
      request.on('end', () => response.writeHead(202).end('taken'));
    });
    expect(await send(local(to('127.0.0.1')), `http://partner.example:${port}/hook`)).toEqual({
      outcome: 'delivered',
      status: 202,
    });
    expect(got).toBe('{"a":"é"}');
  });

  test.each(['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', '64:ff9b::7f00:1'])(
    'a name that leads to %s is refused, and nothing is sent',
    async (address) => {
      const safe = createSafeFetch({ ownBase, fetch: neverFetch, resolve: to(address) });
      await expect(safe('https://partner.example/', { method: 'POST', body: 'x' })).rejects.toThrow(AddressRefused);
      expect(await send(safe, 'https://partner.example/')).toEqual({ outcome: 'refused', reason: 'private-address' });
    },
  );

  test('a name that was public when it was saved and is private when it is called is refused', async () => {
    const resolve = to('8.8.8.8', '127.0.0.1');
    expect(await checkAddress(ownBase, resolve)('https://partner.example/')).toBeUndefined();
    const safe = createSafeFetch({ ownBase, fetch: neverFetch, resolve });
    expect(await send(safe, 'https://partner.example/')).toEqual({ outcome: 'refused', reason: 'private-address' });
  });

  test('the name is asked for once per call: what was checked is what is connected to', async () => {
    const port = await serve((_request, response) => response.writeHead(204).end());
    const resolve = to('127.0.0.1', '8.8.8.8');
    expect(await send(local(resolve), `http://partner.example:${port}/`)).toMatchObject({ outcome: 'delivered' });
    expect(resolve.asked()).toBe(1);
  });

  test('an address connected to without a look-up is checked all the same', async () => {
    let calls = 0;
    const port = await serve((_request, response) => {
      calls += 1;
      response.writeHead(204).end();
    });
    const safe = local(to('8.8.8.8'), (address) => address !== '127.0.0.1');
    expect(await send(safe, `http://127.0.0.1:${port}/`)).toEqual({ outcome: 'refused', reason: 'private-address' });
    expect(calls).toBe(0);
  });

  test('a redirect is a failure and is not followed', async () => {
    const paths: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: 'http://127.0.0.1/secret' }).end();
    });
    expect(await send(local(to('127.0.0.1')), `http://partner.example:${port}/hook`)).toMatchObject({
      outcome: 'failed',
      status: 307,
    });
    expect(paths).toEqual(['/hook']);
  });

  test('a huge answer is not read', async () => {
    let written = 0;
    const port = await serve((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && written < 200_000_000) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    expect(await send(local(to('127.0.0.1')), `http://partner.example:${port}/`)).toMatchObject({
      outcome: 'delivered',
    });
    expect(written).toBeLessThan(50_000_000);
  });

  test('an answer whose body never ends, and one that never begins, hold nobody up', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('slowly');
    });
    const safe = local(to('127.0.0.1'));
    expect(await send(safe, `http://partner.example:${port}/body`)).toMatchObject({ outcome: 'delivered' });
    const gaveUp = AbortSignal.abort();
    expect(await send(safe, `http://partner.example:${port}/never`, gaveUp)).toMatchObject({
      outcome: 'failed',
      isSure: false,
    });
  });

  test('nobody listening is certainly not delivered', async () => {
    const port = await serve(() => undefined);
    server?.close();
    await new Promise((done) => server?.once('close', done));
    expect(await send(local(to('127.0.0.1')), `http://partner.example:${port}/`)).toMatchObject({
      outcome: 'failed',
      isSure: true,
      reason: 'ECONNREFUSED',
    });
  });

  test.each([
    [200, undefined, { outcome: 'delivered' }],
    [302, undefined, { outcome: 'failed', isSure: true }],
    [400, undefined, { outcome: 'failed', isSure: true }],
    [410, undefined, { outcome: 'gone' }],
    [429, '120', { outcome: 'failed', isSure: true, slowDown: true, afterMs: 120_000 }],
    [503, undefined, { outcome: 'failed', isSure: true, slowDown: true }],
    [503, '999999999', { outcome: 'failed', afterMs: 86_400_000 }],
    [502, undefined, { outcome: 'failed', isSure: false, slowDown: true }],
    [500, undefined, { outcome: 'failed', isSure: false }],
  ])('status %s with Retry-After %s', async (status, retryAfter, expected) => {
    const answered: typeof fetch = () =>
      Promise.resolve(
        new Response(null, { status, ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }) }),
      );
    expect(await send(answered, 'https://partner.example/')).toMatchObject(expected);
  });
});
