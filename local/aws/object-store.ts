import type { CallEngine, EngineAnswer } from './engine-client.ts';
import { ServiceFault } from './service-fault.ts';

export interface Stored {
  readonly etag: string;
  readonly size: number;
}

/** The engine takes at most 11 MiB at once; larger objects go in parts. */
const partBytes = 8 * 1024 * 1024;

export const objectPath = (bucket: string, key: string): string =>
  `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

const tag = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

const expectOk = (answer: EngineAnswer): EngineAnswer => {
  if (answer.status < 300) return answer;
  const xml = answer.body.toString('utf8');
  throw new ServiceFault(tag(xml, 'Code') || 'InternalError', tag(xml, 'Message') || xml, answer.status);
};

/** Objects on disk, through the engine; what the engine does badly is done here. */
export const createObjectStore = (engine: CallEngine) => {
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body: Buffer | string = '',
  ): Promise<EngineAnswer> => expectOk(await engine({ method, path, headers, body }));

  const putInParts = async (
    path: string,
    headers: Record<string, string>,
    first: Buffer,
    rest: AsyncIterator<Buffer>,
    check: (size: number) => void,
  ): Promise<Stored> => {
    const started = await send('POST', `${path}?uploads=`, headers);
    const uploadId = encodeURIComponent(tag(started.body.toString('utf8'), 'UploadId'));
    try {
      const etags: string[] = [];
      let size = 0;
      let part: Buffer | undefined = first;
      while (part !== undefined) {
        size += part.length;
        check(size);
        const { headers: answered } = await send(
          'PUT',
          `${path}?partNumber=${etags.length + 1}&uploadId=${uploadId}`,
          {},
          part,
        );
        etags.push(answered['etag'] ?? '');
        const next: IteratorResult<Buffer, unknown> = await rest.next();
        part = next.done === true ? undefined : next.value;
      }
      const list = etags
        .map((etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`)
        .join('');
      const done = await send(
        'POST',
        `${path}?uploadId=${uploadId}`,
        { 'content-type': 'application/xml' },
        `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`,
      );
      return { etag: tag(done.body.toString('utf8'), 'ETag').replaceAll('&quot;', '"'), size };
    } catch (fault) {
      await engine({ method: 'DELETE', path: `${path}?uploadId=${uploadId}`, headers: {}, body: '' });
      throw fault;
    }
  };

  return {
    raw: engine,
    createBucket: async (name: string): Promise<void> => {
      const answer = await engine({ method: 'HEAD', path: `/${name}`, headers: {}, body: '' });
      if (answer.status === 404) await send('PUT', `/${name}`);
    },
    exists: async (bucket: string, key: string): Promise<boolean> =>
      (await engine({ method: 'HEAD', path: objectPath(bucket, key), headers: {}, body: '' })).status === 200,
    /**
     * Stores a stream of bytes.
     * @param check called with the size so far and, at the end, `isWhole`; throws to refuse.
     */
    put: async (
      bucket: string,
      key: string,
      headers: Record<string, string>,
      bytes: AsyncIterable<unknown>,
      check: (size: number, isWhole: boolean) => void,
    ): Promise<Stored> => {
      const parts = inParts(bytes);
      const first = await parts.next();
      const head = first.done === true ? Buffer.alloc(0) : first.value;
      check(head.length, head.length < partBytes);
      const path = objectPath(bucket, key);
      if (head.length < partBytes) {
        const { headers: answered } = await send('PUT', path, headers, head);
        return { etag: answered['etag'] ?? '', size: head.length };
      }
      return putInParts(path, headers, head, parts, (size) => check(size, false));
    },
  };
};

async function* inParts(bytes: AsyncIterable<unknown>): AsyncGenerator<Buffer, undefined> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    size += chunk.length;
    while (size >= partBytes) {
      const whole = Buffer.concat(chunks);
      yield whole.subarray(0, partBytes);
      chunks = [whole.subarray(partBytes)];
      size -= partBytes;
    }
  }
  if (size > 0) yield Buffer.concat(chunks);
  return undefined;
}
