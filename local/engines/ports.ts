import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalFault } from '../template/local-fault.ts';

/** Whether a port of this computer can be listened on. */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A port nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });

/**
 * Asks until the answer is true; an attempt that throws anything but a LocalFault counts as not yet.
 * @throws LocalFault when it takes longer than `timeoutMs`.
 */
export const waitUntil = async (what: string, timeoutMs: number, attempt: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + timeoutMs;
  let pauseMs = 5;
  for (;;) {
    try {
      if (await attempt()) return;
    } catch (fault) {
      if (fault instanceof LocalFault) throw fault;
    }
    if (Date.now() > deadline) throw new LocalFault(`waited ${timeoutMs / 1000} s in vain until ${what}`);
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * 2, 100);
  }
};
