import { Server } from 'node:net';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';
import * as z from 'zod';

const Data = z.object({ dataDir: z.string(), filesDir: z.string(), region: z.string() });

/** fauxqs listens on all interfaces and checks no one; here it may hear this computer alone. */
const listenOnLoopbackOnly = (): void => {
  const listen: unknown = Reflect.get(Server.prototype, 'listen');
  if (typeof listen !== 'function') throw new Error('node:net has no listen');
  Object.defineProperty(Server.prototype, 'listen', {
    value: function (this: Server, ...given: unknown[]): unknown {
      const [options, ...more] = given;
      const first = typeof options === 'object' && options !== null ? { ...options, host: '127.0.0.1' } : options;
      return Reflect.apply(listen, this, [first, ...more]);
    },
  });
};

const run = async (): Promise<void> => {
  const { dataDir, filesDir, region } = Data.parse(workerData);
  listenOnLoopbackOnly();
  const server = await startFauxqs({ port: 0, logger: false, defaultRegion: region, dataDir, s3StorageDir: filesDir });
  parentPort?.postMessage({ port: server.port });
  parentPort?.on('message', () => {
    void server.stop().then(() => parentPort?.close());
  });
};

if (!isMainThread) void run();
