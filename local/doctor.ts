import { accessSync, constants, existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findDynoxide } from './engines/dynoxide.ts';
import { isPortFree } from './engines/ports.ts';
import { commandOf } from './engines/processes.ts';

interface Finding {
  readonly ok: boolean;
  readonly what: string;
  /** What to do about it. */
  readonly cure?: string;
}

const projectRoot = join(import.meta.dirname, '..');

const checkNode = (): Finding => {
  const ok = Number(process.versions.node.split('.')[0]) >= 24;
  return { ok, what: `Node ${process.versions.node}`, cure: 'npm ci brings Node 24; run it again with npm run doctor' };
};

const checkEngine = (): Finding => {
  const program = findDynoxide();
  const elsewhere = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (program !== undefined) return { ok: true, what: `DynamoDB engine ${program}` };
  if (elsewhere !== undefined) return { ok: true, what: `DynamoDB at ${elsewhere} (AWS_ENDPOINT_URL_DYNAMODB)` };
  return {
    ok: false,
    what: `no DynamoDB engine for ${process.platform}-${process.arch}`,
    cure: 'put dynoxide 1.2.1 on the PATH, or run DynamoDB Local and set AWS_ENDPOINT_URL_DYNAMODB',
  };
};

const checkPackage = (name: string): Finding => ({
  ok: existsSync(join(projectRoot, 'node_modules', name, 'package.json')),
  what: `package ${name}`,
  cure: 'npm ci',
});

const checkPort = async (port: number, use: string): Promise<Finding> => ({
  ok: await isPortFree(port),
  what: `port ${port} (${use})`,
  cure: 'it is taken: stop what listens there (perhaps npm start already runs), or choose another with --port',
});

const checkData = (dataDir: string): readonly Finding[] => {
  const pidFile = join(dataDir, 'local.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  const isInUse = commandOf(pid).includes('local/main.ts');
  const engineFile = join(dataDir, 'dynoxide.pid');
  const enginePid = existsSync(engineFile) ? Number(readFileSync(engineFile, 'utf8')) : 0;
  const isOrphan = !isInUse && commandOf(enginePid).includes(dataDir);
  const findings: Finding[] = [];
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    const { bavail, bsize } = statfsSync(dataDir);
    const free = bavail * bsize;
    findings.push({
      ok: free > 1e9,
      what: `data directory ${dataDir}, ${(free / 1e9).toFixed(1)} GB free`,
      cure: 'make room, or choose another with --data',
    });
  } catch {
    findings.push({
      ok: false,
      what: `data directory ${dataDir}`,
      cure: 'it cannot be written: choose another with --data',
    });
  }
  if (isInUse) findings.push({ ok: true, what: `npm start runs on it (process ${pid})` });
  if (isOrphan)
    findings.push({
      ok: true,
      what: `an engine of an earlier run still holds it (process ${enginePid}); npm start ends it`,
    });
  return findings;
};

/** `npm run doctor [-- --port N --data DIR]`: what is wrong and what to do. */
const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      data: { type: 'string', default: join(projectRoot, '.local') },
    },
  });
  const port = Number(values.port);
  const findings = [
    checkNode(),
    checkEngine(),
    ...['fauxqs', 'oidc-provider', 'sharp', 'aws-cdk-lib', 'esbuild'].map(checkPackage),
    await checkPort(port, 'API'),
    await checkPort(port + 1, 'AWS services'),
    ...checkData(resolve(values.data)),
  ];
  for (const { ok, what, cure } of findings)
    console.log(`${ok ? 'ok   ' : 'WRONG'}  ${what}${ok || cure === undefined ? '' : `\n       → ${cure}`}`);
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
};

run().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
