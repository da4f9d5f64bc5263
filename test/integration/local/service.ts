import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const projectRoot = join(import.meta.dirname, '../../..');

export interface Service {
  readonly base: string;
  readonly output: () => string;
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly exitCode: () => Promise<number | null>;
}

/** Asks until the answer is not undefined. */
export const until = async <T>(what: string, ask: () => Promise<T | undefined>, timeoutMs = 30_000): Promise<T> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`in vain: ${what}`);
    await delay(20);
  }
};

/** Starts the local service as a user does. */
export const launch = (args: readonly string[]): Service => {
  const port = args[args.indexOf('--port') + 1] ?? '';
  const child: ChildProcess = spawn(
    join(projectRoot, 'node_modules/.bin/node'),
    [join(projectRoot, 'local/main.ts'), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  return {
    base: `http://localhost:${port}`,
    output: () => said,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    exitCode: () => exited,
  };
};

export const ready = (service: Service): Promise<Service> =>
  until(`ready: ${service.output()}`, async () =>
    service.output().includes('E-Smart IKM runs') ? service : undefined,
  );
