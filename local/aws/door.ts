import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod';
import type { DynamoDoor } from './dynamodb-door.ts';
import type { Principal, Principals } from './principals.ts';
import { ServiceFault } from './service-fault.ts';

const Body = z.record(z.string(), z.unknown());
type JsonService = (principal: Principal, operation: string, body: Record<string, unknown>) => unknown;

export interface Services {
  readonly dynamodb: DynamoDoor;
  /** By the first part of `X-Amz-Target`. */
  readonly json: Readonly<Record<string, JsonService>>;
  readonly objects: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly onFault: (service: string, principal: string, fault: ServiceFault) => void;
}

/** Larger than the largest DynamoDB, SQS or EventBridge request. */
const maxBytes = 17 * 1024 * 1024;

export const readAll = async (request: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks);
};

const accessKeyOf = (authorization: string | undefined): string =>
  /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1] ?? '';

const answerJson = (
  response: ServerResponse,
  status: number,
  text: string | Buffer,
  type = 'application/x-amz-json-1.0',
): void => {
  response
    .writeHead(status, {
      'content-type': type,
      'x-amzn-requestid': randomUUID(),
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
};

const serveJson = async (
  services: Services,
  principals: Principals,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const at = target.lastIndexOf('.');
  const service = target.slice(0, at);
  const operation = target.slice(at + 1);
  const principal = principals.byAccessKey(accessKeyOf(request.headers.authorization));
  try {
    const body = await readAll(request, maxBytes);
    if (principal === undefined)
      throw new ServiceFault('UnrecognizedClientException', 'The security token included in the request is invalid.');
    if (body === undefined) throw new ServiceFault('RequestEntityTooLargeException', 'Request is too large', 413);
    if (service === 'DynamoDB_20120810') {
      const answer = await services.dynamodb.call(principal, operation, body);
      answerJson(response, answer.status, answer.body);
      return;
    }
    const serve = services.json[service];
    if (serve === undefined)
      throw new ServiceFault('UnknownOperationException', `${target} is not known to the local cloud`);
    const answer = await serve(
      principal,
      operation,
      body.length === 0 ? {} : Body.parse(JSON.parse(body.toString('utf8'))),
    );
    answerJson(response, 200, JSON.stringify(answer ?? {}), request.headers['content-type']);
  } catch (fault) {
    const known = asFault(fault);
    services.onFault(`${service}.${operation}`, principal?.name ?? 'nobody', known);
    const type = known.code.includes('#') ? known.code : `com.amazon.coral.service#${known.code}`;
    answerJson(
      response,
      known.status,
      JSON.stringify({ __type: type, message: known.message, Message: known.message, ...known.extra }),
    );
  }
};

const asFault = (fault: unknown): ServiceFault => {
  if (fault instanceof ServiceFault) return fault;
  if (fault instanceof z.ZodError) return new ServiceFault('ValidationException', z.prettifyError(fault));
  if (fault instanceof SyntaxError) return new ServiceFault('SerializationException', fault.message);
  return new ServiceFault(
    'InternalServerError',
    fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    500,
  );
};

/** The one address of all AWS services: by target for those that speak JSON, else S3. */
export const createDoor = (services: Services, principals: Principals): Server =>
  createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const target = request.headers['x-amz-target'];
    const served =
      typeof target === 'string'
        ? serveJson(services, principals, target, request, response)
        : services.objects(request, response);
    served.catch((fault: unknown) => {
      console.error(`door: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
