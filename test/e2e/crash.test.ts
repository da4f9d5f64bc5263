import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { freePort, startService, type Service } from './service.ts';

interface DemoEnd {
  readonly code: number | null;
  readonly output: string;
}

const runDemo = (
  api: string,
): { done: Promise<DemoEnd>; sawLine: (pattern: RegExp) => Promise<void>; stop: () => void } => {
  const child = spawn(process.execPath, ['scripts/demo.ts', '--api', api, '--small'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const done = once(child, 'exit').then(() => ({ code: child.exitCode, output }));
  return {
    done,
    stop: () => child.kill('SIGKILL'),
    sawLine: (pattern) =>
      Promise.race([
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (!pattern.test(output)) return;
            waiting.delete(look);
            resolve();
          };
          waiting.add(look);
          look();
        }),
        done.then(() => undefined),
      ]),
  };
};

const lastJson = (output: string): any => JSON.parse(output.trim().split('\n').at(-1)!);

/** Moments of the demo at which the power goes: while enrolling, while photos arrive, while listings are pushed. */
const moments = [/IKM/, /foto|produk/i, /tayang|live/i];

test('killed at any moment and started again, the demo ends the same, with each product in the shop exactly once', async () => {
  const port = await freePort();
  let service: Service = await startService({ port });
  try {
    for (const moment of moments) {
      const demo = runDemo(service.api);
      await demo.sawLine(moment);
      await service.kill();
      demo.stop();
      await demo.done;
      service = await startService({ port, dataDir: service.dataDir });
    }
    const first = await runDemo(service.api).done;
    expect({ code: first.code, tail: first.code === 0 ? '' : first.output.slice(-3000) }).toEqual({
      code: 0,
      tail: '',
    });
    const second = await runDemo(service.api).done;
    expect(second.code).toBe(0);
    for (const end of [lastJson(first.output), lastJson(second.output)]) {
      expect(end).toMatchObject({ ok: true, duplicates: 0 });
      expect(end.products).toBe(8);
    }
    // a repetition that changes nothing asks the marketplace for nothing new
    expect(lastJson(second.output).creates).toBe(0);
  } finally {
    await service.remove();
  }
}, 400_000);
