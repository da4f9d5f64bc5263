import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LocalFault } from '../template/local-fault.ts';
import { commandOf } from './processes.ts';
import { freePort, waitUntil } from './ports.ts';

export interface Engine {
  readonly url: string;
  readonly pid: number | undefined;
  readonly stop: () => Promise<void>;
}

/** The dynoxide program: from our own package, else on the PATH; undefined when there is none. */
export const findDynoxide = (): string | undefined => {
  const require = createRequire(import.meta.url);
  try {
    const own = join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
    if (existsSync(own)) return own;
  } catch {
    // the package exists for 64-bit Linux only
  }
  const names = process.platform === 'win32' ? ['dynoxide.exe'] : ['dynoxide'];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find((file) => existsSync(file));
};

/** Without it each write reads all stream records of its table: 94 writes a second instead of 2,400. */
const streamIndex =
  'CREATE INDEX IF NOT EXISTS local_stream_order ON _stream_records(table_name, CAST(sequence_number AS INTEGER))';

/**
 * Ends with its parent: `read` returns when the pipe from us closes, however we die. The pid file lets the next start
 * find an engine that outlived us all the same.
 */
const leash =
  'pid=$1; shift; "$@" & child=$!; echo $child >"$pid"; (read -r _; kill $child) <&3 & exec 3<&-; wait $child';

/** Ends our own engine of an earlier run, should it still hold the file; never another program that got its number. */
const endOrphan = async (pidFile: string, file: string): Promise<void> => {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (!commandOf(pid).includes(file)) return;
  process.kill(pid, 'SIGKILL');
  await waitUntil(`the earlier dynoxide (${pid}) has ended`, 5_000, () =>
    Promise.resolve(!commandOf(pid).includes(file)),
  );
};

/**
 * Starts DynamoDB's engine on `<dataDir>/dynamodb.db`, or uses the one that `AWS_ENDPOINT_URL_DYNAMODB` names.
 * @throws LocalFault when there is none for this computer.
 */
export const startDynoxide = async (dataDir: string): Promise<Engine> => {
  const elsewhere = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  const program = findDynoxide();
  if (program === undefined) {
    if (elsewhere !== undefined) return { url: elsewhere, pid: undefined, stop: () => Promise.resolve() };
    throw new LocalFault(
      `no DynamoDB engine for ${process.platform}-${process.arch}: put dynoxide 1.2.1 on the PATH, or run DynamoDB Local and set AWS_ENDPOINT_URL_DYNAMODB`,
    );
  }
  const port = await freePort();
  const file = join(dataDir, 'dynamodb.db');
  const pidFile = join(dataDir, 'dynoxide.pid');
  await endOrphan(pidFile, file);
  const command = [program, '--port', String(port), '--db-path', file];
  const child: ChildProcess = spawn('/bin/sh', ['-c', leash, 'leash', pidFile, ...command], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let isStopping = false;
  const url = `http://127.0.0.1:${port}`;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await waitUntil('dynoxide answers', 10_000, async () => {
    if (child.exitCode !== null) throw new LocalFault(`dynoxide ended at once (exit code ${child.exitCode})`);
    await fetch(url);
    return true;
  });
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec(streamIndex);
  database.close();
  void exited.then(() => {
    if (isStopping) return;
    console.error('dynoxide ended: npm start ends too');
    process.exit(1);
  });
  return {
    url,
    pid: child.pid,
    stop: async () => {
      isStopping = true;
      const pipe = child.stdio[3];
      if (pipe instanceof Socket) pipe.destroy();
      await exited;
    },
  };
};
