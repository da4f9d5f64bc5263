import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { RouteSpec } from '../config/function-spec.ts';
import { inForce } from '../domain/member/in-force.ts';
import type { Caller, Membership } from '../domain/member/member.ts';
import { ProblemError, type FieldFault, type ProblemCode } from '../domain/problem.ts';
import { actorOf, networkOf, type RecordAudit } from '../domain/privacy/audit.ts';
import { toIso, type Clock } from '../domain/time.ts';
import { logCodes } from '../observability/log-codes.ts';
import type { Logger } from '../observability/logger.ts';
import { toFaults } from '../domain/faults.ts';
import { languageOf, toProblemDocument, type Language } from './problem.ts';

/** Bytes of JSON that a route takes: the largest honest body (50 variants with attributes) is under 100 kB. */
const maxBodyBytes = 256 * 1024;

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;

/** What a route's action sees: everything parsed, nothing of AWS. */
export interface Request<Spec extends RouteSpec> {
  readonly caller: Caller;
  readonly params: Parsed<Spec['params']>;
  readonly query: Parsed<Spec['query']>;
  readonly body: Parsed<Spec['body']>;
  /** The etag of `If-Match`, without quotes. */
  readonly ifMatch: string | undefined;
  /** What sentences inside an answer are said in. */
  readonly language: Language;
}

/** What a route's action answers. `etag` without quotes. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly etag?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Why it was asked, for the audit trail. */
  readonly reason?: string;
  /** The same in another format, which the caller asked for instead of JSON. */
  readonly text?: { readonly contentType: string; readonly text: string };
  /** A file instead of JSON. */
  readonly file?: { readonly contentType: string; readonly bytes: Uint8Array };
}

export interface HttpDeps {
  readonly logger: Logger;
  readonly clock: Clock;
  /** The memberships bound to a token's subject; not asked for on public routes. */
  readonly membershipsOf: (subject: string) => Promise<readonly Membership[]>;
  /** Needed by routes that are audited. */
  readonly audit?: RecordAudit;
}

const JwtContext = z.object({
  authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: z.string(), token_use: z.literal('access') }) }) }),
});

const parsePart = (
  schema: z.ZodType | undefined,
  value: unknown,
  prefix: string,
): { value: unknown; faults: FieldFault[] } => {
  if (schema === undefined) return { value: undefined, faults: [] };
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success
    ? { value: parsed.data, faults: [] }
    : { value: undefined, faults: toFaults(parsed.error.issues, prefix) };
};

const readJson = (event: APIGatewayProxyEventV2): unknown => {
  const raw = event.body ?? '';
  const text = event.isBase64Encoded ? Buffer.from(raw, 'base64').toString('utf8') : raw;
  if (Buffer.byteLength(text) > maxBodyBytes) throw new ProblemError('body-too-large');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError('malformed-json', [], { cause });
  }
};

/** Nothing, for a route that takes none, or that nothing was sent to and that can do without. */
const readBody = ({ body }: RouteSpec, event: APIGatewayProxyEventV2): unknown => {
  if (body === undefined) return undefined;
  const isLeftOut = (event.body ?? '') === '' && body.safeParse(undefined).success;
  return isLeftOut ? undefined : readJson(event);
};

const ifMatchOf = (event: APIGatewayProxyEventV2): string | undefined => {
  const header = event.headers['if-match']?.trim();
  // `*` would overwrite what the caller never saw, so it counts as missing
  return header === undefined || header === '*' ? undefined : header.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
};

const callerOf = async (deps: HttpDeps, event: APIGatewayProxyEventV2): Promise<Caller> => {
  const context = JwtContext.safeParse(event.requestContext);
  // an ID token passes API Gateway's authorizer too; only access tokens speak here
  if (!context.success) throw new ProblemError('forbidden');
  const subject = context.data.authorizer.jwt.claims.sub;
  return { subject, memberships: inForce(await deps.membershipsOf(subject), deps.clock()) };
};

/** Whether the parsed parts fit the route: made so by `parseRequest`, which parses with the route's own schemas. */
const fits = <Spec extends RouteSpec>(request: Request<RouteSpec>): request is Request<Spec> => 'caller' in request;

const parseRequest = async <Spec extends RouteSpec>(
  route: Spec,
  deps: HttpDeps,
  event: APIGatewayProxyEventV2,
): Promise<Request<Spec>> => {
  const spec: RouteSpec = route;
  const caller = spec.auth === 'member' ? await callerOf(deps, event) : { subject: 'public', memberships: [] };
  const params = parsePart(spec.params, event.pathParameters ?? {}, '');
  // an id that cannot exist is not there: the answer tells no more than for somebody else's
  if (params.faults.length > 0) throw new ProblemError('not-found');
  const query = parsePart(spec.query, event.queryStringParameters ?? {}, '');
  const body = parsePart(spec.body, readBody(spec, event), '');
  const faults = [...query.faults, ...body.faults];
  if (faults.length > 0) throw new ProblemError('bad-request', faults);
  const ifMatch = ifMatchOf(event);
  if (spec.ifMatch === true && ifMatch === undefined) throw new ProblemError('if-match-required');
  const language = languageOf(event.headers['accept-language']);
  const request: Request<RouteSpec> = {
    caller,
    params: params.value,
    query: query.value,
    body: body.value,
    ifMatch,
    language,
  };
  if (fits<Spec>(request)) return request;
  throw new TypeError('unreachable: parsed by the same route');
};

const toResult = (route: RouteSpec, answer: Answer): APIGatewayProxyStructuredResultV2 => {
  const schema = route.answers[answer.status];
  if (schema === undefined)
    throw new Error(`${route.method} ${route.paths[0]} answers ${answer.status}, which its route does not name`);
  if (answer.etag !== undefined && route.etag !== true)
    throw new Error(`${route.method} ${route.paths[0]} answers an etag, which its route does not name`);
  const headers = {
    'cache-control': 'no-store',
    ...(answer.etag === undefined ? {} : { etag: `"${answer.etag}"` }),
    ...answer.headers,
  };
  if (schema === null) return { statusCode: answer.status, headers };
  if (answer.text !== undefined)
    return {
      statusCode: answer.status,
      headers: { 'content-type': answer.text.contentType, ...headers },
      body: answer.text.text,
    };
  if (answer.file !== undefined)
    return {
      statusCode: answer.status,
      headers: { 'content-type': answer.file.contentType, ...headers },
      body: Buffer.from(answer.file.bytes).toString('base64'),
      isBase64Encoded: true,
    };
  // parsed on the way out too, so that no undeclared field leaves
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(schema.parse(answer.body)),
  };
};

const problemResult = (
  event: APIGatewayProxyEventV2,
  requestId: string,
  code: ProblemCode,
  faults: readonly FieldFault[],
): APIGatewayProxyStructuredResultV2 => {
  const document = toProblemDocument(
    code,
    faults,
    languageOf(event.headers['accept-language']),
    code === 'internal' ? `urn:request:${requestId}` : undefined,
  );
  return {
    statusCode: document.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(document),
  };
};

const Ids = z.record(z.string(), z.unknown());

/**
 * Writes a call to the audit trail of its thing. A line that cannot be written keeps back what is sensitive; a change that
 * is made already is answered all the same.
 */
const writeTrail = async (
  { audit: thing, sensitive, method, paths }: RouteSpec,
  { audit, clock, logger }: HttpDeps,
  event: APIGatewayProxyEventV2,
  { caller, params, body }: Request<RouteSpec>,
  { status, reason }: Pick<Answer, 'status' | 'reason'>,
): Promise<void> => {
  const named = { ...Ids.safeParse(body).data, ...Ids.safeParse(params).data };
  const id = z.string().safeParse(named[`${thing ?? ''}Id`]).data;
  if (thing === undefined || audit === undefined || id === undefined) return;
  try {
    await audit({
      thing,
      id,
      at: toIso(clock()),
      ...actorOf(caller),
      action: `${method} ${paths[0]}`,
      status,
      from: networkOf(event.requestContext.http.sourceIp),
      ...(reason === undefined ? {} : { reason }),
    });
  } catch (error) {
    if (sensitive === true) throw error;
    const name = error instanceof Error ? error.name : 'Error';
    logger.error('audit line lost', { code: logCodes.auditLost, action: `${method} ${paths[0]}`, error: name });
  }
};

/** AWS's transient refusals: the caller may simply try again. */
const transient = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'TimeoutError',
]);

/**
 * The pipeline of every API function: parse, know the caller, act, answer; problems as problem+json in the caller's
 * language; a fault of ours logged once, with a code and without what was sent.
 */
export const httpHandler = <Spec extends RouteSpec>(
  route: Spec,
  deps: HttpDeps,
  act: (request: Request<Spec>) => Promise<Answer>,
): middy.MiddyfiedHandler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => {
  const spec: RouteSpec = route;
  if (spec.audit !== undefined && deps.audit === undefined)
    throw new TypeError(`${route.method} ${route.paths[0]} is audited, but nothing writes its trail`);
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({ timeoutEarlyInMillis: 0 })
    .onError((request) => {
      const { error, event } = request;
      const requestId = event.requestContext.requestId;
      if (error instanceof ProblemError) {
        request.response = problemResult(event, requestId, error.code, error.faults);
        return;
      }
      const name = error?.name ?? 'Error';
      deps.logger.error('request failed', {
        code: logCodes.requestFailed,
        route: `${route.method} ${route.paths[0]}`,
        requestId,
        error: name,
        stack: error?.stack,
      });
      request.response = problemResult(event, requestId, transient.has(name) ? 'unavailable' : 'internal', []);
    })
    .handler(async (event) => {
      const request = await parseRequest(route, deps, event);
      try {
        const answer = await act(request);
        await writeTrail(route, deps, event, request, answer);
        return toResult(route, answer);
      } catch (error) {
        // in scope but refused: that somebody tried is worth a line, and the refusal stands without it
        if (error instanceof ProblemError && error.code === 'forbidden')
          await writeTrail({ ...spec, sensitive: false }, deps, event, request, { status: 403 });
        throw error;
      }
    });
};
