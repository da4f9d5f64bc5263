import { lookup as resolve } from 'node:dns/promises';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AddressRefused, type AddressFault } from '../domain/partner/address.ts';

/*
 * A fetch for addresses that strangers gave: it reaches public internet addresses only. The address that is checked is the
 * one that is connected to, so a name that changes its mind between check and call changes nothing.
 */

/** 443 is where https stands; 8443 is what hosts without root use. Other ports belong to services that are not web servers. */
const webPorts: readonly string[] = ['', '443', '8443'];

/**
 * Whether an address is one of the public internet: not private, loopback, link-local (cloud metadata), shared (CGNAT),
 * multicast, reserved or documentation, and no IPv6 form that leads to such an IPv4 address.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return true;
  // global unicast is 2000::/3 (RFC 4291); 64:ff9b::/96, 2002::/16, ::ffff:0:0/96 and the like are no `unicast` above
  return address.match(ipaddr.parse('2000::'), 3);
};

/** What is wrong with an address by its look alone. */
export const addressFaultOf = (address: string): AddressFault | undefined => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:') return 'not-https';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (!webPorts.includes(url.port)) return 'port';
  // the parser has turned 2130706433, 0x7f.1 and 0177.0.0.1 into dotted form already
  const host = literalOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return 'private-address';
  return undefined;
};

const literalOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/u, '$1');

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
const resolveAll: Resolve = (hostname) => resolve(hostname, { all: true });

/** Whether `address` lies below our own simulator's base URL: the only address that needs not be public. */
const isBelow = (address: string, base: string): boolean => {
  if (!URL.canParse(address)) return false;
  const [url, own] = [new URL(address), new URL(base)];
  return (
    url.origin === own.origin &&
    url.username === '' &&
    url.password === '' &&
    url.pathname.startsWith(`${own.pathname.replace(/\/$/u, '')}/`)
  );
};

/** What is wrong with an address now, its name resolved; nothing is sent. `ownBase`: see `createSafeFetch`. */
export const checkAddress =
  (ownBase: string, lookUp: Resolve = resolveAll) =>
  async (address: string): Promise<AddressFault | undefined> => {
    if (isBelow(address, ownBase)) return undefined;
    const fault = addressFaultOf(address);
    if (fault !== undefined) return fault;
    const host = literalOf(new URL(address));
    if (isIP(host) !== 0) return undefined;
    const found = await lookUp(host).catch(() => []);
    if (found.length === 0) return 'unresolved';
    return found.every((each) => isPublicAddress(each.address)) ? undefined : 'private-address';
  };

export interface SafeFetchDeps {
  /**
   * The connector's own base URL. Below it calls go through `fetch`: there stands our simulator on the local stage, on
   * others a name that cannot exist (`.invalid`, RFC 6761).
   */
  readonly ownBase: string;
  readonly fetch: typeof fetch;
  readonly resolve?: Resolve;
  /** How a connection is made and which addresses it may have; https to public ones unless a test says otherwise. */
  readonly transport?: {
    readonly request: (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) => ClientRequest;
    readonly isAllowed: (address: string) => boolean;
    readonly faultOf: (address: string) => AddressFault | undefined;
  };
}

const https: NonNullable<SafeFetchDeps['transport']> = {
  // an agent of its own: no proxy from the environment, no connection kept from an earlier check
  request: (options, onAnswer) => httpsRequest({ ...options, agent: new Agent({ keepAlive: false }) }, onAnswer),
  isAllowed: isPublicAddress,
  faultOf: addressFaultOf,
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'NOT_SENT';

/** Fails a request before anything of it was sent. */
const notSent = (cause: unknown): Error => Object.assign(new Error('not sent', { cause }), { code: codeOf(cause) });

/**
 * A fetch for POSTs of text that never reaches a private address, follows no redirect and reads no body of an answer, which
 * bounds its size and time.
 * @throws AddressRefused when the address may not be called; any other error as fetch throws it.
 */
export const createSafeFetch = ({
  ownBase,
  fetch,
  resolve: lookUp = resolveAll,
  transport = https,
}: SafeFetchDeps): typeof globalThis.fetch => {
  /** Called by the connection itself, once: what it answers is what is connected to. */
  const checkedLookup: LookupFunction = (hostname, options, done) => {
    lookUp(hostname).then(
      (found) => {
        const refused = found.length === 0 || !found.every(({ address }) => transport.isAllowed(address));
        const [first] = found;
        if (refused || first === undefined) {
          done(new AddressRefused(found.length === 0 ? 'unresolved' : 'private-address'), '', 0);
        } else if (options.all === true) done(null, [...found]);
        else done(null, first.address, first.family);
      },
      (error: unknown) => done(notSent(error), '', 0),
    );
  };

  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (isBelow(address, ownBase)) return fetch(input, { ...init, redirect: 'manual' });
    const fault = transport.faultOf(address);
    if (fault !== undefined) throw new AddressRefused(fault);
    const url = new URL(address);
    const body = typeof init?.body === 'string' ? init.body : '';
    return new Promise<Response>((resolved, rejected) => {
      const call = transport.request(
        {
          hostname: literalOf(url),
          port: url.port === '' ? 443 : Number(url.port),
          path: `${url.pathname}${url.search}`,
          method: init?.method ?? 'GET',
          headers: {
            ...Object.fromEntries(new Headers(init?.headers)),
            'content-length': Buffer.byteLength(body),
          },
          lookup: checkedLookup,
          signal: init?.signal ?? undefined,
        },
        (answer) => {
          const headers = new Headers();
          for (const [name, value] of Object.entries(answer.headers))
            if (typeof value === 'string') headers.set(name, value);
          const status = answer.statusCode ?? 0;
          // whatever follows may be endless
          answer.destroy();
          if (status < 200 || status > 599) rejected(new TypeError(`status ${status}`));
          else resolved(new Response(null, { status, headers }));
        },
      );
      let isConnected = false;
      call.on('socket', (socket) => {
        const check = (): void => {
          isConnected = true;
          // a literal is connected to without a look-up
          if (!transport.isAllowed(socket.remoteAddress ?? '')) call.destroy(new AddressRefused('private-address'));
        };
        if (socket.connecting) socket.once('connect', check);
        else check();
      });
      call.on('error', (error) => {
        if (error instanceof AddressRefused || isConnected || error.name === 'AbortError') rejected(error);
        else rejected(notSent(error));
      });
      call.end(body);
    });
  };
};
