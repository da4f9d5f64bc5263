import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { LocalFault } from '../template/local-fault.ts';
import type { Engine } from './dynoxide.ts';

const Ready = z.object({ port: z.int() });

/** After a crash nobody holds a message any more: what was in flight is visible again. */
const releaseInFlight = (dataDir: string): void => {
  const file = join(dataDir, 'fauxqs.db');
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  const hasMessages = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqs_messages'").get();
  if (hasMessages !== undefined)
    database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  database.close();
};

/** Starts the engine of S3 and SQS in a thread of its own, so that its disk writes hold nobody up; it dies with us. */
export const startFauxqs = async (dataDir: string, region: string): Promise<Engine> => {
  const own = join(dataDir, 'fauxqs');
  const filesDir = join(dataDir, 'objects');
  mkdirSync(own, { recursive: true });
  mkdirSync(filesDir, { recursive: true });
  releaseInFlight(own);
  const worker = new Worker(new URL('./fauxqs-worker.ts', import.meta.url), {
    workerData: { dataDir: own, filesDir, region },
    stderr: true,
  });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let isStopping = false;
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', (message: unknown) => resolve(Ready.parse(message).port));
    worker.once('error', reject);
    worker.once('exit', () => reject(new LocalFault('fauxqs ended at once')));
  });
  worker.on('error', (fault) => {
    console.error(`fauxqs ended: ${fault instanceof Error ? fault.message : String(fault)}`);
    if (!isStopping) process.exit(1);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: undefined,
    stop: async () => {
      isStopping = true;
      worker.postMessage('stop');
      await exited;
    },
  };
};
