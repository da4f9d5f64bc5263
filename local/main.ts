import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startCloud, type Cloud } from './cloud.ts';
import { demoUsers } from './demo-users.ts';
import { inviteFirstOfficer } from './first-officer.ts';
import { commandOf } from './engines/processes.ts';
import { freePort, isPortFree } from './engines/ports.ts';
import { signInPath } from './http/welcome.ts';
import { formatLogLine } from './lambda/log.ts';
import { openState } from './state.ts';
import { LocalFault } from './template/local-fault.ts';
import { planAssembly } from './template/plan.ts';
import { synthesize } from './synthesize.ts';

const projectRoot = join(import.meta.dirname, '..');

interface Options {
  readonly port: number;
  readonly dataDir: string;
  readonly isFresh: boolean;
  readonly isSample: boolean;
  readonly isUnkind: boolean;
  /** A cloud assembly made by someone else, e.g. a test's. */
  readonly assembly: string | undefined;
}

const readOptions = (args: readonly string[]): Options => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8080' },
        data: { type: 'string', default: join(projectRoot, '.local') },
        fresh: { type: 'boolean', default: false },
        sample: { type: 'boolean', default: false },
        kind: { type: 'boolean', default: false },
        assembly: { type: 'string' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_534)
      throw new LocalFault(`--port ${values.port} is no port number`);
    return {
      port,
      dataDir: resolve(values.data),
      isFresh: values.fresh,
      isSample: values.sample,
      isUnkind: !values.kind,
      assembly: values.assembly,
    };
  } catch (fault) {
    throw fault instanceof LocalFault ? fault : new LocalFault(fault instanceof Error ? fault.message : String(fault));
  }
};

/** One service per data directory: two would write the same files. */
const claim = (dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true });
  const pidFile = join(dataDir, 'local.pid');
  if (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    if (pid !== process.pid && commandOf(pid).includes('local/main.ts'))
      throw new LocalFault(
        `the data directory ${dataDir} is in use by process ${pid}: stop that, or choose another with --data`,
      );
  }
  writeFileSync(pidFile, String(process.pid));
};

const greet = ({ plan, simulatorUrls }: Cloud, startedAt: number): void => {
  const { publicUrl, issuer } = plan.settings;
  const width = Math.max(...demoUsers.map(({ name }) => name.length));
  console.log(`
E-Smart IKM runs (${((Date.now() - startedAt) / 1000).toFixed(1)} s)
  API        ${publicUrl}      health ${publicUrl}/health
  Sign-in    ${publicUrl}${signInPath}      provider ${issuer}
${simulatorUrls.map((url) => `  Simulator  ${url}      shops ${url}/_shop`).join('\n')}
  Services   ${plan.settings.doorsUrl}  (DynamoDB, S3, SQS, KMS, Secrets Manager, EventBridge)

Demo users (token: npm run -s token -- USER --api ${publicUrl})
${demoUsers.map(({ name, says, email, phone }) => `  ${name.padEnd(width)}  ${says}, ${email ?? phone ?? ''}`).join('\n')}
`);
};

const loadSample = (publicUrl: string): void => {
  const script = join(projectRoot, 'scripts/sample.ts');
  if (!existsSync(script)) {
    console.error('there is no sample to load (scripts/sample.ts)');
    return;
  }
  spawn(process.execPath, [script, '--api', publicUrl], { stdio: 'inherit' });
};

const run = async (): Promise<void> => {
  const startedAt = Date.now();
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 24)
    throw new LocalFault(`Node ${major}.${minor} is too old: npm ci brings Node 24, start with npm start`);
  const options = readOptions(process.argv.slice(2));
  if (!(await isPortFree(options.port)))
    throw new LocalFault(`port ${options.port} is taken: stop what listens there, or choose another with --port`);
  if (options.isFresh) {
    claim(options.dataDir);
    rmSync(options.dataDir, { recursive: true, force: true });
  }
  claim(options.dataDir);

  const publicUrl = `http://localhost:${options.port}`;
  const doorsPort = (await isPortFree(options.port + 1)) ? options.port + 1 : await freePort();
  const assembly = options.assembly ?? (await synthesize(projectRoot, publicUrl));
  const plan = planAssembly(assembly, {
    region: 'ap-southeast-3',
    account: '000000000000',
    publicUrl,
    doorsUrl: `http://127.0.0.1:${doorsPort}`,
    issuer: `${publicUrl}/_identity`,
  });
  const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const state = openState(options.dataDir);
  const cloud = await startCloud({
    plan,
    dataDir: options.dataDir,
    state,
    apiPort: options.port,
    doorsPort,
    isUnkind: options.isUnkind,
    simulatorsDir: options.assembly === undefined ? join(projectRoot, 'connectors') : undefined,
    onLine: (name, line) => console.log(formatLogLine(name.replace(/^ikm-local-/, ''), line, isColoured)),
  });
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) process.exit(1);
    isClosing = true;
    void cloud.close().then(() => {
      rmSync(join(options.dataDir, 'local.pid'), { force: true });
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (options.assembly === undefined) await inviteFirstOfficer(projectRoot, publicUrl, state);
  greet(cloud, startedAt);
  if (options.isSample) loadSample(publicUrl);
};

run().catch((fault: unknown) => {
  console.error(fault instanceof LocalFault ? fault.message : fault);
  process.exit(1);
});
