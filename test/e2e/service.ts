import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A port nobody listens on now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

export interface Service {
  readonly api: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  readonly output: () => string;
  /** As a power cut would: the whole process group at once. */
  readonly kill: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly remove: () => Promise<void>;
}

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

/** Waits until `condition` holds; asks again every 100 ms and gives up after `withinMs`. */
export const until = async <T>(
  what: string,
  condition: () => Promise<T | undefined | false>,
  withinMs = 60_000,
): Promise<T> => {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exited;
};

/** Starts the local cloud as `npm start` does, on a port and data directory of its own, and waits until it answers. */
export const startService = async (
  options: { dataDir?: string; port?: number; args?: readonly string[]; cwd?: string } = {},
): Promise<Service> => {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'ikm-e2e-'));
  const child = spawn(
    process.execPath,
    ['local/main.ts', '--port', String(port), '--data', dataDir, ...(options.args ?? [])],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    },
  );
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const api = `http://localhost:${port}`;
  await until(
    'the service to answer',
    async () => {
      if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}:\n${output}`);
      return output.includes('E-Smart IKM runs') && answers(`${api}/health`);
    },
    90_000,
  );
  return {
    api,
    port,
    pid: child.pid ?? 0,
    dataDir,
    output: () => output,
    kill: () => stop(child),
    remove: async () => {
      await stop(child);
      // engines end just after their parent and delete files of their own, at which rmSync may stop half-way
      await until('its data to be gone', () => {
        rmSync(dataDir, { recursive: true, force: true });
        return Promise.resolve(!existsSync(dataDir));
      });
    },
  };
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
  readonly text: string;
}

/** One call with a demo user's token (or a given token, or none). */
export const createApi = (service: Pick<Service, 'api'>) => {
  const tokens = new Map<string, string>();
  const tokenOf = async (user: string): Promise<string> => {
    const known = tokens.get(user);
    if (known !== undefined) return known;
    const token = await freshTokenOf(user);
    tokens.set(user, token);
    return token;
  };
  /** A token signed in for now: memberships made since the last sign-in are bound by it. */
  const freshTokenOf = async (user: string): Promise<string> => {
    const reply = await fetch(`${service.api}/_local/token?user=${user}`);
    if (!reply.ok) throw new Error(`no token for ${user}: ${reply.status} ${await reply.text()}`);
    const { token } = (await reply.json()) as { token: string };
    tokens.set(user, token);
    return token;
  };
  const call = async (
    user: string | { token: string } | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const token = user === undefined ? undefined : typeof user === 'string' ? await tokenOf(user) : user.token;
    const reply = await fetch(`${service.api}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    const text = await reply.text();
    let parsed: unknown;
    try {
      parsed = text === '' ? undefined : JSON.parse(text);
    } catch {
      parsed = undefined;
    }
    return { status: reply.status, headers: reply.headers, body: parsed, text };
  };
  return { call, tokenOf, freshTokenOf };
};
