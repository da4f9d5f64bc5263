import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readAll } from '../aws/door.ts';
import type { Pool } from '../lambda/pool.ts';
import type { Plan, PlannedRoute } from '../template/plan.ts';
import type { Authorize } from './authorizer.ts';

const Structured = z.looseObject({
  statusCode: z.coerce.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/** What API Gateway itself answers, byte for byte. */
const fixed = {
  unauthorized: { status: 401, message: 'Unauthorized' },
  notFound: { status: 404, message: 'Not Found' },
  tooLarge: { status: 413, message: 'Request Entity Too Large' },
  tooMany: { status: 429, message: 'Too Many Requests' },
  broken: { status: 500, message: 'Internal Server Error' },
  late: { status: 503, message: 'Service Unavailable' },
} as const;

const maxBodyBytes = 10 * 1024 * 1024;

interface Route extends PlannedRoute {
  readonly method: string;
  readonly parts: readonly string[];
}

const parse = (route: PlannedRoute): Route => {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { ...route, method, parts: path.split('/').slice(1) };
};

type Parameters = Readonly<Record<string, string>>;

const match = ({ parts }: Route, path: readonly string[]): Parameters | undefined => {
  const found: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const name = /^\{([^}+]+)(\+?)\}$/.exec(part);
    const actual = path[index];
    if (actual === undefined || (name !== null && actual === '')) return undefined;
    if (name === null) {
      if (actual !== part) return undefined;
    } else if (name[2] === '+') {
      found[name[1] ?? ''] = path.slice(index).join('/');
      return found;
    } else {
      found[name[1] ?? ''] = actual;
    }
  }
  return parts.length === path.length ? found : undefined;
};

/** The more literal parts a route has, the earlier it is asked. */
const byPrecision = (a: Route, b: Route): number => {
  const weight = ({ parts, method }: Route) =>
    parts.map((part) => (part.endsWith('+}') ? '0' : part.startsWith('{') ? '1' : '2')).join('') +
    (method === 'ANY' ? '0' : '1');
  return weight(b).localeCompare(weight(a));
};

const isText = (type: string): boolean => /^(text\/|application\/(json|javascript|xml)|[^;]+\+(json|xml))/i.test(type);

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

interface Arrival {
  readonly url: URL;
  readonly route: Route;
  readonly parameters: Parameters;
  readonly claims: Readonly<Record<string, string>> | undefined;
  readonly body: Buffer;
}

const toEvent = (
  request: IncomingMessage,
  { url, route, parameters, claims, body }: Arrival,
  apiId: string,
): unknown => {
  const { cookie, ...others } = request.headers;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type'] ?? '');
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: decode(url.pathname),
    rawQueryString: url.search.slice(1),
    headers: { ...headers, 'x-forwarded-for': sourceIp, 'x-forwarded-port': '443', 'x-forwarded-proto': 'https' },
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    ...(url.search.length > 1 && { queryStringParameters: query }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: '000000000000',
      apiId,
      domainName: headers['host'] ?? 'localhost',
      domainPrefix: apiId,
      http: {
        method: request.method,
        path: decode(url.pathname),
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: new Date().toUTCString(),
      timeEpoch: Date.now(),
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
};

/** The HTTP API as API Gateway serves it: routes, token check, payload 2.0, limits, its own fixed answers. */
export const createGateway = (deps: {
  readonly plan: Plan;
  readonly pool: Pool;
  readonly authorize: Authorize;
  readonly onServed: (line: { method: string; path: string; status: number; ms: number }) => void;
}): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const { plan, pool } = deps;
  const routes = plan.routes.map(parse).sort(byPrecision);
  const functions = new Map(plan.functions.map((fn) => [fn.arn, fn]));
  let tokens = plan.throttle.burst;
  let filledAt = Date.now();

  const isThrottled = (): boolean => {
    const now = Date.now();
    tokens = Math.min(plan.throttle.burst, tokens + ((now - filledAt) / 1000) * plan.throttle.rate);
    filledAt = now;
    if (tokens < 1) return true;
    tokens -= 1;
    return false;
  };

  const refuse = (response: ServerResponse, { status, message }: (typeof fixed)[keyof typeof fixed]): void => {
    const text = JSON.stringify({ message });
    const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
    response
      .writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'apigw-requestid': randomUUID(),
        ...challenge,
      })
      .end(text);
  };

  const send = (response: ServerResponse, payload: unknown): void => {
    const parsed = Structured.safeParse(payload);
    if (!parsed.success) {
      // an answer without a status code is taken for the body
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
        .end(text);
      return;
    }
    const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = parsed.data;
    const bytes = Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
    const given: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) given[name.toLowerCase()] = String(value);
    response.writeHead(statusCode, {
      ...(bytes.length > 0 && { 'content-type': 'text/plain; charset=utf-8' }),
      ...given,
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
      'content-length': bytes.length,
      'apigw-requestid': randomUUID(),
    });
    response.end(bytes);
  };

  const find = (method: string, path: readonly string[]): { route: Route; parameters: Parameters } | undefined => {
    for (const route of routes) {
      if (route.method !== method && route.method !== 'ANY') continue;
      const parameters = match(route, path);
      if (parameters !== undefined) return { route, parameters };
    }
    return undefined;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const found = find(request.method ?? 'GET', url.pathname.split('/').slice(1).map(decode));
    // the body is read in any case: a connection cut before it is sent hides the answer
    const body = await readAll(request, maxBodyBytes);
    if (isThrottled()) {
      refuse(response, fixed.tooMany);
      return;
    }
    if (found === undefined) {
      refuse(response, fixed.notFound);
      return;
    }
    const { route, parameters } = found;
    let claims: Readonly<Record<string, string>> | undefined;
    if (route.authorizer !== undefined) {
      claims = await deps.authorize(request.headers.authorization, route.authorizer);
      if (claims === undefined) {
        refuse(response, fixed.unauthorized);
        return;
      }
    }
    if (body === undefined) {
      refuse(response, fixed.tooLarge);
      return;
    }
    if (functions.get(route.functionArn)?.invokedBy.has('apigateway.amazonaws.com') !== true) {
      console.error(`${route.routeKey}: the template does not let API Gateway invoke ${route.functionArn}`);
      refuse(response, fixed.broken);
      return;
    }
    const event = toEvent(request, { url, route, parameters, claims, body }, 'local');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), route.timeoutMs);
    });
    const outcome = await Promise.race([pool.invoke(route.functionArn, event), late]);
    clearTimeout(timer);
    if (outcome === 'late') {
      refuse(response, fixed.late);
      return;
    }
    if (!outcome.ok) {
      refuse(response, fixed.broken);
      return;
    }
    send(response, outcome.payload);
  };

  return async (request, response) => {
    const startedAt = Date.now();
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    response.once('finish', () =>
      deps.onServed({ method: request.method ?? 'GET', path, status: response.statusCode, ms: Date.now() - startedAt }),
    );
    await serve(request, response);
  };
};
