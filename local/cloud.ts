import { createServer, type Server } from 'node:http';
import { createBus } from './aws/events.ts';
import { createDoor } from './aws/door.ts';
import { createDynamoDoor } from './aws/dynamodb-door.ts';
import { createEngineClient } from './aws/engine-client.ts';
import { createLifecycle } from './aws/lifecycle.ts';
import { createFaults, type Faults } from './aws/faults.ts';
import { createKms } from './aws/kms.ts';
import { createObjects } from './aws/objects.ts';
import { createPrincipals, type Principals } from './aws/principals.ts';
import { createQueues } from './aws/sqs.ts';
import { createSecrets } from './aws/secrets.ts';
import { startDynoxide } from './engines/dynoxide.ts';
import { startFauxqs } from './engines/fauxqs.ts';
import { createTables } from './engines/tables.ts';
import { createSweeper } from './engines/sweeper.ts';
import { createAuthorize } from './http/authorizer.ts';
import { createFront } from './http/front.ts';
import { createGateway } from './http/gateway.ts';
import { createIdentity } from './http/identity.ts';
import { createSignIn, loadSigningKey, publicKeys, type SignIn } from './http/tokens.ts';
import { createPool } from './lambda/pool.ts';
import { createQueueSource, type Source } from './lambda/queue-source.ts';
import { createSchedules } from './lambda/schedules.ts';
import { createStreamSource } from './lambda/stream-source.ts';
import { createUnkindness, kind } from './lambda/unkind.ts';
import { loadSimulators } from './simulators.ts';
import type { State } from './state.ts';
import { LocalFault } from './template/local-fault.ts';
import type { Plan, PlannedFunction } from './template/plan.ts';

export interface Cloud {
  readonly plan: Plan;
  readonly principals: Principals;
  readonly signIn: SignIn;
  readonly faults: Faults;
  readonly simulatorUrls: readonly string[];
  readonly close: () => Promise<void>;
}

export interface CloudDeps {
  readonly plan: Plan;
  readonly dataDir: string;
  readonly state: State;
  readonly apiPort: number;
  readonly doorsPort: number;
  readonly isUnkind: boolean;
  readonly simulatorsDir: string | undefined;
  readonly onLine: (functionName: string, line: string) => void;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(
        fault.code === 'EADDRINUSE'
          ? new LocalFault(`port ${port} is taken: stop what listens there, or choose another with --port`)
          : fault,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve());
  });

/** What a function finds in its environment besides what its template gives it. */
const environmentOf =
  (plan: Plan, principals: Principals) =>
  (fn: PlannedFunction): Readonly<Record<string, string>> => {
    const { region, doorsUrl } = plan.settings;
    const { accessKeyId, secretAccessKey, sessionToken } = principals.ofFunction(fn.name).credentials;
    const services = ['DYNAMODB', 'S3', 'SQS', 'KMS', 'SECRETS_MANAGER', 'EVENTBRIDGE'];
    return {
      ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, doorsUrl])),
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      LAMBDA_TASK_ROOT: fn.code,
      _HANDLER: fn.handler,
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      ...fn.environment,
    };
  };

/** Lambda refuses a mapping whose function may not read its source, or whose queue hides messages too short. */
const checkMapping = (plan: Plan, principals: Principals, mapping: Plan['mappings'][number]): void => {
  const fn = plan.functions.find(({ arn }) => arn === mapping.functionArn);
  if (fn === undefined)
    throw new LocalFault(`event source mapping ${mapping.id}: there is no function ${mapping.functionArn}`);
  const { may } = principals.ofFunction(fn.name);
  const queue = plan.queues.find(({ arn }) => arn === mapping.EventSourceArn);
  const actions = queue
    ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
    : ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'];
  for (const action of actions) {
    if (!may({ action, resource: mapping.EventSourceArn, context: {} }))
      throw new LocalFault(`function ${fn.name}: its role lacks ${action} on ${mapping.EventSourceArn}`);
  }
  const destination = mapping.DestinationConfig?.OnFailure.Destination;
  if (destination !== undefined && !may({ action: 'sqs:SendMessage', resource: destination, context: {} }))
    throw new LocalFault(`function ${fn.name}: its role lacks sqs:SendMessage on ${destination}`);
  if (queue !== undefined && queue.properties.VisibilityTimeout < fn.timeoutSeconds)
    throw new LocalFault(`queue ${queue.name}: its visibility timeout is shorter than the time-out of ${fn.name}`);
};

/**
 * Starts everything the plan asks for; resolves when the API answers.
 * @throws LocalFault
 */
export const startCloud = async (deps: CloudDeps): Promise<Cloud> => {
  const { plan, dataDir, state } = deps;
  const { region } = plan.settings;
  const principals = createPrincipals(plan.functions, state.secret('credentials', 32));
  for (const mapping of plan.mappings) checkMapping(plan, principals, mapping);

  const [dynoxide, fauxqs, signingKey] = await Promise.all([
    startDynoxide(dataDir),
    startFauxqs(dataDir, region),
    loadSigningKey(state),
  ]);
  const dynamo = createEngineClient(dynoxide.url);
  const storage = createEngineClient(fauxqs.url);
  await createTables(plan.tables, dynamo);

  const faults = createFaults(Math.random);
  const unkind = deps.isUnkind ? createUnkindness(Math.random, () => faults.rates().duplicateRate ?? 0.01) : kind;
  const queues = createQueues(plan, storage);
  await queues.create();
  const bus = createBus(plan, queues.send);
  const wakes = new Map<string, (() => void)[]>();
  const expired = new Set<string>();
  const onWrite = (table: string) => {
    for (const wake of wakes.get(table) ?? []) wake();
  };
  const objects = await createObjects({ plan, engine: storage, principals, bus, state });
  const secrets = createSecrets(plan.secrets, state);
  const kms = createKms(plan.keys, state);
  const doors = createDoor(
    {
      dynamodb: createDynamoDoor({ tables: plan.tables, engine: dynamo, faults, onWrite }),
      json: { AmazonSQS: queues.call, TrentService: kms.call, secretsmanager: secrets.call, AWSEvents: bus.call },
      objects: objects.serve,
      onFault: (service, principal, fault) => {
        // a refusal by policy is a fault of the template, so it is shown; what code expects (a failed condition) is not
        if (fault.code.includes('AccessDenied') || fault.status >= 500)
          deps.onLine(principal, JSON.stringify({ level: 'ERROR', message: `${service}: ${fault.message}` }));
      },
    },
    principals,
  );
  await listen(doors, deps.doorsPort);

  const pool = createPool({
    functions: plan.functions,
    environmentOf: environmentOf(plan, principals),
    onLine: deps.onLine,
  });
  const sources = plan.mappings
    .filter(({ Enabled }) => Enabled)
    .map((mapping): Source => {
      const queue = queues.byArn(mapping.EventSourceArn);
      if (queue !== undefined) return createQueueSource({ mapping, queue, region, queues, pool, unkind });
      const table = plan.tables.find(({ streamArn }) => streamArn === mapping.EventSourceArn);
      if (table === undefined)
        throw new LocalFault(`event source mapping ${mapping.id}: there is no ${mapping.EventSourceArn}`);
      const onWake = (name: string, wake: () => void) => wakes.set(name, [...(wakes.get(name) ?? []), wake]);
      return createStreamSource({
        mapping,
        table,
        region,
        engine: dynamo,
        pool,
        state,
        unkind,
        giveUp: queues.send,
        onWake,
        expired,
      });
    });

  const signIn = createSignIn({ plan, pool, key: signingKey });
  const simulators = await loadSimulators({ directory: deps.simulatorsDir, dataDir, plan, fillSecret: secrets.fill });
  const gateway = createGateway({
    plan,
    pool,
    authorize: createAuthorize(publicKeys(signingKey)),
    onServed: () => undefined,
  });
  const identity = createIdentity({ plan, state, signIn, key: signingKey });
  const front = createServer(
    { keepAliveTimeout: 65_000 },
    createFront({ plan, gateway, identity, simulators: simulators.listeners, signIn, faults, principals }),
  );
  const schedules = createSchedules({ schedules: plan.schedules, pool, region });
  const lifecycle = createLifecycle(plan.buckets, storage, Date.now);
  const sweeper = createSweeper({
    plan,
    engine: dynamo,
    dataDir,
    state,
    onWrite,
    expired,
    isOwnEngine: dynoxide.pid !== undefined,
  });

  const close = async (): Promise<void> => {
    front.close();
    front.closeAllConnections();
    schedules.stop();
    sweeper.stop();
    lifecycle.stop();
    for (const source of sources) source.stop();
    pool.close();
    simulators.close();
    doors.close();
    doors.closeAllConnections();
    await Promise.all([dynoxide.stop(), fauxqs.stop()]);
    state.close();
  };
  try {
    await listen(front, deps.apiPort);
  } catch (fault) {
    await close();
    throw fault;
  }
  for (const source of sources) await source.start();
  schedules.start();
  sweeper.start();
  lifecycle.start();
  simulators.start();
  const simulatorUrls = [...simulators.listeners.keys()].map((mount) => `${plan.settings.publicUrl}${mount}`);
  return { plan, principals, signIn, faults, simulatorUrls, close };
};
