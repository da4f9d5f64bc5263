import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Readable } from 'node:stream';
import type { PlannedFunction } from '../template/plan.ts';

/** One place where one invocation at a time runs: a thread, or a process of its own. */
export interface Sandbox {
  readonly post: (message: unknown) => void;
  readonly stop: () => void;
}

export interface SandboxEvents {
  readonly onMessage: (message: unknown) => void;
  readonly onExit: (reason: string) => void;
  readonly onLine: (line: string) => void;
}

/** A function's heap in a thread: told a small limit, V8 collects in time instead of growing. */
const threadHeapMb = 128;

const workerFile = new URL('./worker.ts', import.meta.url);

const readLines = (stream: Readable | null, onLine: (line: string) => void): void => {
  let rest = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  });
};

/** Starts a sandbox for a function; its environment is exactly what is given. */
export const startSandbox = (
  fn: PlannedFunction,
  environment: Readonly<Record<string, string>>,
  events: SandboxEvents,
): Sandbox => {
  const start = { code: fn.code, handler: fn.handler, arn: fn.arn };
  if (fn.isOwnProcess) {
    const child = fork(fileURLToPath(workerFile), [JSON.stringify(start)], {
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [`--max-old-space-size=${fn.memoryMb}`],
    });
    readLines(child.stdout, events.onLine);
    readLines(child.stderr, events.onLine);
    child.on('message', events.onMessage);
    child.on('error', (fault) => events.onExit(fault.message));
    child.on('exit', (code, signal) => events.onExit(`exit ${signal ?? code ?? ''}`));
    return {
      post: (message) => {
        if (typeof message === 'object' && message !== null) child.send(message);
      },
      stop: () => {
        child.kill('SIGKILL');
      },
    };
  }
  const thread = new Worker(workerFile, {
    workerData: start,
    env: { ...environment },
    stdout: true,
    stderr: true,
    // the nursery grows to 48 MB by default, which a dozen workers would make half a gigabyte of
    resourceLimits: { maxOldGenerationSizeMb: Math.min(fn.memoryMb, threadHeapMb), maxYoungGenerationSizeMb: 4 },
  });
  let lastFault = 'exit';
  readLines(thread.stdout, events.onLine);
  readLines(thread.stderr, events.onLine);
  thread.on('message', events.onMessage);
  thread.on('error', (fault) => {
    lastFault = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  });
  thread.on('exit', () => events.onExit(lastFault));
  return { post: (message) => thread.postMessage(message), stop: () => void thread.terminate() };
};
