import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/**
 * What every marketplace simulator is to the local service and to tests: the other side of a marketplace's contract, with
 * its own state on disk. It knows nothing of our stacks and shares no code with the connector that it tests.
 */
export interface MarketplaceSimulator {
  /** The connector's name, e.g. `shopee`. */
  readonly name: string;
  /** The demo app's fields, named as the connector's `appFields`, for filling the app secret. */
  readonly app: () => Readonly<Record<string, string>>;
  /** Registers where the demo app wants its pushes, as a partner does in the marketplace's console. Persisted. */
  readonly setCallbackUrl: (url: string) => void;
  /** Answers one request; state is on disk before it resolves. Never throws for what a client may send. */
  readonly handle: (request: SimulatorRequest) => Promise<SimulatorAnswer>;
  /** Does what is due by its clock now (reviews, late commits, pushes), and resolves when nothing due is left. */
  readonly settle: () => Promise<void>;
  readonly close: () => void;
}

export interface SimulatorOptions {
  /** Its own directory; created when missing. */
  readonly dataDir: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Where clients reach it, without trailing slash, e.g. `http://localhost:8080/sim/shopee`. */
  readonly publicBaseUrl: string;
  /** Sends the pushes. */
  readonly fetch: typeof fetch;
  readonly callbackUrl?: string;
}

export interface SimulatorRequest {
  readonly method: string;
  /** Below the mount, still percent-encoded, e.g. `/api/v2/product/add_item`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface SimulatorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  /** The answer is lost: hold the connection this long (or until the client leaves), then cut it. */
  readonly holdMs?: number;
}

const bodyLimit = 100 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.byteLength;
    if (size > bodyLimit) return null;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
};

const hold = (response: ServerResponse, ms: number): void => {
  const timer = setTimeout(() => response.destroy(), ms);
  timer.unref();
  response.on('close', () => clearTimeout(timer));
};

/**
 * Mounts a simulator on a Node HTTP server, below `mount` (e.g. `/sim/shopee`; `''` for the root). Requests elsewhere get
 * 404, so a caller that serves other things should look at the path first.
 */
export const mountSimulator =
  (simulator: MarketplaceSimulator, mount: string): RequestListener =>
  (request, response) => {
    void answer(simulator, mount, request, response).catch(() => response.destroy());
  };

const answer = async (
  simulator: MarketplaceSimulator,
  mount: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const target = request.url ?? '/';
  const [path = '/', search = ''] = target.split(/\?(.*)/su, 2);
  if (path !== mount && !path.startsWith(`${mount}/`)) {
    response.writeHead(404).end();
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const result = await simulator.handle({
    method: request.method ?? 'GET',
    path: path.slice(mount.length) || '/',
    query: new URLSearchParams(search),
    headers,
    body,
  });
  if (result.holdMs !== undefined) {
    hold(response, result.holdMs);
    return;
  }
  const bytes = typeof result.body === 'string' ? Buffer.from(result.body) : result.body;
  response.writeHead(result.status, { ...result.headers, 'content-length': String(bytes.byteLength) });
  response.end(request.method === 'HEAD' ? undefined : bytes);
};
