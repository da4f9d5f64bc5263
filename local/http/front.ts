import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readAll } from '../aws/door.ts';
import { faultsSchema, type Faults } from '../aws/faults.ts';
import type { Principals } from '../aws/principals.ts';
import { demoUsers, findDemoUser } from '../demo-users.ts';
import type { Plan } from '../template/plan.ts';
import { SignInRefused, type SignIn } from './tokens.ts';
import { createWelcome, signInPath } from './welcome.ts';

export interface FrontDeps {
  readonly plan: Plan;
  readonly gateway: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly identity: RequestListener;
  /** By mount, e.g. `/sim/shopee`. */
  readonly simulators: ReadonlyMap<string, RequestListener>;
  readonly signIn: SignIn;
  readonly faults: Faults;
  readonly principals: Principals;
}

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(body)}\n`);
};

const endpointsOf = ({ plan, principals, simulators }: FrontDeps) => {
  const { region, doorsUrl, publicUrl, issuer } = plan.settings;
  const { accessKeyId, secretAccessKey, sessionToken } = principals.operator.credentials;
  const services = ['DYNAMODB', 'S3', 'SQS', 'KMS', 'SECRETS_MANAGER', 'EVENTBRIDGE'];
  return {
    publicUrl,
    issuer,
    environment: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, doorsUrl])),
    },
    tables: plan.tables.map(({ name }) => name),
    buckets: plan.buckets.map(({ name }) => name),
    buses: plan.buses,
    queues: plan.queues.map(({ name, url, arn, properties }) => ({
      name,
      url,
      arn,
      deadLetterArn: properties.RedrivePolicy?.deadLetterTargetArn ?? null,
    })),
    keys: plan.keys,
    secrets: plan.secrets.map(({ name }) => name),
    functions: plan.functions.map(({ name, environment }) => ({ name, environment })),
    simulators: [...simulators.keys()].map((mount) => `${publicUrl}${mount}`),
    users: demoUsers,
  };
};

/** Doors that exist on one's own computer only; the server listens on loopback alone. */
const serveAdmin = async (
  deps: FrontDeps,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  // a page in a browser must not reach these doors: scripts send no Origin
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] === 'cross-site') {
    answer(response, 403, { message: 'not for browsers' });
    return;
  }
  const body = (await readAll(request, 64 * 1024)) ?? Buffer.alloc(0);
  switch (`${request.method ?? ''} ${url.pathname}`) {
    case 'GET /_local/endpoints':
      answer(response, 200, endpointsOf(deps));
      return;
    case 'GET /_local/token': {
      const user = findDemoUser(url.searchParams.get('user') ?? '');
      if (user === undefined) {
        answer(response, 404, {
          message: `no such demo user; there are: ${demoUsers.map(({ name }) => name).join(', ')}`,
        });
        return;
      }
      answer(response, 200, await deps.signIn.tokenFor(user));
      return;
    }
    case 'POST /_local/faults': {
      const rates = faultsSchema.safeParse(JSON.parse(body.toString('utf8')));
      if (!rates.success) {
        answer(response, 400, { message: rates.error.message });
        return;
      }
      deps.faults.set(rates.data);
      answer(response, 200, rates.data);
      return;
    }
    default:
      answer(response, 404, { message: 'Not Found' });
  }
};

/** The one port of the local service: simulators, sign-in, local doors, and for all else the API. */
export const createFront = (deps: FrontDeps): RequestListener => {
  const welcome = createWelcome(deps.plan, deps.simulators.keys());
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    for (const [mount, listener] of deps.simulators) {
      if (url.pathname === mount || url.pathname.startsWith(`${mount}/`)) {
        listener(request, response);
        return;
      }
    }
    if (url.pathname === '/_identity' || url.pathname.startsWith('/_identity/')) {
      deps.identity(request, response);
      return;
    }
    if (request.method === 'GET' && url.pathname === '/') {
      await welcome.home(url, response);
      return;
    }
    if (request.method === 'GET' && url.pathname === signInPath) {
      welcome.signIn(response);
      return;
    }
    await (url.pathname.startsWith('/_local/')
      ? serveAdmin(deps, url, request, response)
      : deps.gateway(request, response));
  };
  return (request, response) => {
    serve(request, response).catch((fault: unknown) => {
      if (!(fault instanceof SignInRefused)) console.error(fault);
      if (!response.headersSent)
        answer(response, fault instanceof SignInRefused ? 502 : 500, {
          message: fault instanceof Error ? fault.message : 'fault',
        });
      else response.destroy();
    });
  };
};
