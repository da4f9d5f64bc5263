import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { State } from '../state.ts';
import type { Plan } from '../template/plan.ts';
import { createCors } from './cors.ts';
import type { CallEngine, EngineAnswer } from './engine-client.ts';
import type { Bus } from './events.ts';
import { readForm } from './form-upload.ts';
import { createObjectStore, objectPath, type Stored } from './object-store.ts';
import { checkPolicy } from './post-policy.ts';
import type { Access } from './iam.ts';
import type { Principal, Principals } from './principals.ts';
import { authorize, ServiceFault } from './service-fault.ts';
import { denied, verifyForm, verifyPresigned } from './sigv4.ts';

type Bucket = Plan['buckets'][number];
interface Place {
  readonly bucket: Bucket;
  readonly key: string;
}

const Announced = z.object({
  bucket: z.string(),
  key: z.string(),
  etag: z.string(),
  size: z.number(),
  reason: z.string(),
});

const signing =
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|checksum-mode)$/i;
/** Operation by method, and the query parameters it may carry. */
const operations: Readonly<Record<string, { readonly action: string; readonly query: readonly string[] }>> = {
  GET: { action: 's3:GetObject', query: ['x-id'] },
  HEAD: { action: 's3:GetObject', query: ['x-id'] },
  PUT: { action: 's3:PutObject', query: ['x-id'] },
  DELETE: { action: 's3:DeleteObject', query: ['x-id'] },
};
/** An object in parts: begin, put or copy a part, complete, give up. */
const inParts: Readonly<Record<string, { readonly action: string; readonly query: readonly string[] }>> = {
  POST: { action: 's3:PutObject', query: ['uploads', 'uploadId', 'x-id'] },
  PUT: { action: 's3:PutObject', query: ['partNumber', 'uploadId', 'x-id'] },
  DELETE: { action: 's3:AbortMultipartUpload', query: ['uploadId', 'x-id'] },
};
/** The engine takes at most 11 MiB at once; a larger part is no use here. */
const mostPartBytes = 11 * 1024 * 1024;
const listQuery = [
  'list-type',
  'prefix',
  'max-keys',
  'continuation-token',
  'delimiter',
  'start-after',
  'encoding-type',
  'x-id',
];
/** Headers that would make the engine do something else than S3 does. */
const refusedHeaders = [
  'x-amz-copy-source',
  'x-amz-tagging',
  'x-amz-acl',
  'x-amz-object-lock-mode',
  'x-amz-website-redirect-location',
];

const notImplemented = (what: string): ServiceFault =>
  new ServiceFault('NotImplemented', `${what} is not known to the local cloud`, 501);

const escape = (text: string): string => text.replace(/[<>&]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * S3's front door: only what is listed here reaches the engine, signed by somebody whose role allows it. What is stored is
 * announced to its queues before the upload is answered.
 */
export const createObjects = async (deps: {
  readonly plan: Plan;
  readonly engine: CallEngine;
  readonly principals: Principals;
  readonly bus: Bus;
  readonly state: State;
}): Promise<{ readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> }> => {
  const { plan, principals, bus, state } = deps;
  const { region } = plan.settings;
  const store = createObjectStore(deps.engine);
  const buckets = new Map(plan.buckets.map((bucket) => [bucket.name, bucket]));
  const cors = createCors();

  const announce = async (id: string, text: string): Promise<void> => {
    const { bucket, key, etag, size, reason } = Announced.parse(JSON.parse(text));
    await bus.publish('default', {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      time: new Date().toISOString(),
      resources: [`arn:aws:s3:::${bucket}`],
      detail: {
        version: '0',
        bucket: { name: bucket },
        object: { key, size, etag, sequencer: id },
        'request-id': id,
        requester: '000000000000',
        'source-ip-address': '127.0.0.1',
        reason,
      },
    });
    state.delete('object-created', id);
  };

  /** Notes the event before the object is stored, so that a crash in between cannot lose it. */
  const storeAndAnnounce = async (
    { bucket, key }: Place,
    reason: string,
    put: () => Promise<Stored>,
  ): Promise<Stored> => {
    const isAnnounced =
      bucket.properties.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled === true;
    if (!isAnnounced) return put();
    const id = `${Date.now().toString(16).padStart(12, '0').toUpperCase()}${randomUUID().slice(0, 6).toUpperCase()}`;
    const note = (etag: string, size: number) =>
      JSON.stringify({ bucket: bucket.name, key, etag: etag.replaceAll('"', ''), size, reason });
    state.put('object-created', id, note('', 0));
    try {
      const stored = await put();
      const text = note(stored.etag, stored.size);
      state.put('object-created', id, text);
      await announce(id, text);
      return stored;
    } catch (fault) {
      state.delete('object-created', id);
      throw fault;
    }
  };

  /** Announces what was stored just before a crash. */
  const announceLeftOvers = async (): Promise<void> => {
    for (const { key: id, value } of state.list('object-created')) {
      const { bucket, key } = Announced.parse(JSON.parse(value));
      if (await store.exists(bucket, key)) await announce(id, value);
      else state.delete('object-created', id);
    }
  };

  const locks = new Map<string, Promise<unknown>>();
  /** One write of a key at a time, so that "only if there is none" can be judged. */
  const alone = async <T>({ bucket, key }: Place, work: () => Promise<T>): Promise<T> => {
    const name = `${bucket.name}/${key}`;
    const mine = (locks.get(name) ?? Promise.resolve()).then(work, work);
    locks.set(name, mine);
    try {
      return await mine;
    } finally {
      if (locks.get(name) === mine) locks.delete(name);
    }
  };

  const need = (principal: Principal, action: string, { bucket, key }: Place, context: Access['context'] = {}): void =>
    authorize(
      principal,
      { action, resource: `arn:aws:s3:::${bucket.name}${key === '' ? '' : `/${key}`}`, context },
      'AccessDenied',
    );

  const uploadForm = async (bucket: Bucket, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { fields, fileName, file, drain } = await readForm(request);
    try {
      const principal = verifyForm(principals, region, (name) => fields.get(name));
      const range = checkPolicy(new Map([...fields, ['bucket', bucket.name]]), Date.now());
      const place = { bucket, key: (fields.get('key') ?? '').replaceAll('${filename}', fileName) };
      if (place.key === '') throw new ServiceFault('InvalidArgument', "Bucket POST must contain a field named 'key'.");
      need(principal, 's3:PutObject', place);
      const check = (size: number, isWhole: boolean): void => {
        if (size > range.max)
          throw new ServiceFault('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
            ProposedSize: size,
            MaxSizeAllowed: range.max,
          });
        if (isWhole && size < range.min)
          throw new ServiceFault(
            'EntityTooSmall',
            'Your proposed upload is smaller than the minimum allowed size',
            400,
            { ProposedSize: size, MinSizeAllowed: range.min },
          );
      };
      const headers = { 'content-type': fields.get('content-type') ?? 'binary/octet-stream' };
      const stored = await alone(place, () =>
        storeAndAnnounce(place, 'PostObject', () => store.put(bucket.name, place.key, headers, file, check)),
      );
      const wanted = fields.get('success_action_status') ?? '204';
      const location = `${plan.settings.doorsUrl}${objectPath(bucket.name, place.key)}`;
      response.writeHead(wanted === '200' ? 200 : wanted === '201' ? 201 : 204, { etag: stored.etag, location });
      response.end();
    } catch (fault) {
      drain();
      throw fault;
    }
  };

  const put = async (place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers } = request;
    for (const name of refusedHeaders) if (headers[name] !== undefined) throw notImplemented(name);
    const kept = [
      'content-type',
      'cache-control',
      'content-disposition',
      'content-encoding',
      'content-language',
      'content-md5',
    ];
    const passed: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value === 'string' && (kept.includes(name) || name.startsWith('x-amz-'))) passed[name] = value;
    }
    const isSmall = Number(headers['content-length'] ?? 0) < 8 * 1024 * 1024;
    if (!isSmall && headers['x-amz-decoded-content-length'] !== undefined)
      throw notImplemented('a signed stream of more than 8 MiB');
    const stored = await alone(place, async () => {
      if (headers['if-none-match'] === '*' && (await store.exists(place.bucket.name, place.key)))
        throw new ServiceFault(
          'PreconditionFailed',
          'At least one of the pre-conditions you specified did not hold',
          412,
        );
      return storeAndAnnounce(place, 'PutObject', () =>
        store.put(place.bucket.name, place.key, passed, request, () => undefined),
      );
    });
    response.writeHead(200, { etag: stored.etag }).end();
  };

  /** Everything that arrives, up to what the engine takes. */
  const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > mostPartBytes) throw notImplemented('a part of more than 11 MiB');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };

  /** The last step of an object in parts: only now there is an object, of which others are told. */
  const complete = async (place: Place, call: () => Promise<EngineAnswer>): Promise<EngineAnswer> => {
    let answer: EngineAnswer | undefined;
    await storeAndAnnounce(place, 'CompleteMultipartUpload', async () => {
      answer = await call();
      if (answer.status >= 300) throw new ServiceFault('InvalidPart', answer.body.toString('utf8'), answer.status);
      const { headers } = await store.raw({
        method: 'HEAD',
        path: objectPath(place.bucket.name, place.key),
        headers: {},
        body: '',
      });
      return { etag: headers['etag'] ?? '', size: Number(headers['content-length'] ?? 0) };
    });
    if (answer === undefined) throw new Error('unreachable: stored without an answer');
    return answer;
  };

  /** One step of an object in parts. */
  const serveParts = async (
    principal: Principal,
    place: Place,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> => {
    const { headers, method = '' } = request;
    const passed: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers))
      if (
        typeof value === 'string' &&
        (name.startsWith('content-') ||
          name === 'cache-control' ||
          /^x-amz-(?!date|content-sha256|security-token|user-agent)/.test(name))
      )
        passed[name] = value;
    delete passed['content-length'];
    const source = headers['x-amz-copy-source'];
    if (source !== undefined) {
      if (method !== 'PUT' || typeof source !== 'string') throw notImplemented('x-amz-copy-source');
      const [name = '', ...key] = decodeURIComponent(source).replace(/^\//, '').split('/');
      const from = buckets.get(name);
      if (from === undefined) throw new ServiceFault('NoSuchBucket', 'The specified bucket does not exist', 404);
      need(principal, 's3:GetObject', { bucket: from, key: key.join('/') });
    }
    const body = await bodyOf(request);
    const search = [...query].filter(([name]) => name !== 'x-id' && !signing.test(name));
    const text = search.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    const path = `${objectPath(place.bucket.name, place.key)}?${text}`;
    const call = () => store.raw({ method, path, headers: passed, body });
    const isLast = method === 'POST' && query.has('uploadId');
    const answer = await alone(place, isLast ? () => complete(place, call) : call);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const forward = async (
    principal: Principal,
    place: Place,
    request: IncomingMessage,
    response: ServerResponse,
    query: string,
  ): Promise<void> => {
    const { range } = request.headers;
    const path = place.key === '' ? `/${place.bucket.name}${query}` : objectPath(place.bucket.name, place.key);
    const answer = await store.raw({
      method: request.method ?? 'GET',
      path,
      headers: range === undefined ? {} : { range },
      body: '',
    });
    // without the right to list, S3 does not tell what is not there
    if (answer.status === 404 && place.key !== '') need(principal, 's3:ListBucket', { ...place, key: '' });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const serveObject = async (
    place: Place,
    url: URL,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const isPresigned = url.searchParams.has('X-Amz-Signature');
    const accessKey = /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1];
    const principal = isPresigned
      ? verifyPresigned(principals, region, request, url)
      : principals.byAccessKey(accessKey ?? '');
    if (principal === undefined) throw denied('Access Denied');
    const isList = request.method === 'GET' && place.key === '';
    const isInParts = url.searchParams.has('uploads') || url.searchParams.has('uploadId');
    const operation = (isInParts ? inParts : operations)[request.method ?? ''];
    if (operation === undefined || (place.key === '' && !isList))
      throw notImplemented(`${request.method ?? ''} on a bucket`);
    const allowed = isList ? listQuery : operation.query;
    const unknown = [...url.searchParams.keys()].filter((name) => !allowed.includes(name) && !signing.test(name));
    if (unknown.length > 0) throw notImplemented(`?${unknown.join('&')}`);
    if (isList) need(principal, 's3:ListBucket', place, { 's3:prefix': [url.searchParams.get('prefix') ?? ''] });
    else need(principal, operation.action, place);
    if (isInParts) {
      await serveParts(principal, place, request, response, url.searchParams);
      return;
    }
    await (request.method === 'PUT'
      ? put(place, request, response)
      : forward(principal, place, request, response, url.search));
  };

  const refuse = (request: IncomingMessage, response: ServerResponse, fault: ServiceFault): void => {
    const extra = Object.entries(fault.extra).map(([name, value]) => `<${name}>${String(value)}</${name}>`);
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${fault.code}</Code><Message>${escape(fault.message)}</Message>${extra.join('')}<RequestId>${randomUUID()}</RequestId></Error>`;
    request.resume();
    response.writeHead(fault.status, { 'content-type': 'application/xml' });
    response.end(request.method === 'HEAD' ? undefined : text);
  };

  for (const { name } of plan.buckets) await store.createBucket(name);
  await announceLeftOvers();

  return {
    serve: async (request, response) => {
      try {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const [, name = '', ...rest] = url.pathname.split('/');
        const bucket = buckets.get(name);
        if (bucket === undefined) throw new ServiceFault('NoSuchBucket', 'The specified bucket does not exist', 404);
        const place = { bucket, key: rest.map(decodeURIComponent).join('/') };
        if (cors(bucket, request, response) === 'answered') return;
        const isForm =
          request.method === 'POST' &&
          place.key === '' &&
          (request.headers['content-type'] ?? '').startsWith('multipart/form-data');
        await (isForm ? uploadForm(bucket, request, response) : serveObject(place, url, request, response));
      } catch (fault) {
        if (!(fault instanceof ServiceFault)) throw fault;
        refuse(request, response, fault);
      }
    },
  };
};
