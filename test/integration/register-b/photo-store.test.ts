import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { S3Client } from '@aws-sdk/client-s3';
import { maxUploadBytes } from '../../../shared/domain/photo/photo.ts';
import { createPhotoStore } from '../../../shared/persistence/photo-store.s3.ts';

let server: Server;
let port = 0;
let sent = 0;

/** Speaks as much of S3 as GetObject hears: what is there, what is not, what may not be read, and more than it announced. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const error = (status: number, code: string) =>
      response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
    if (request.url?.includes('missing') === true) return error(404, 'NoSuchKey');
    if (request.url?.includes('denied') === true) return error(403, 'AccessDenied');
    if (request.url?.includes('endless') !== true) return response.writeHead(200, { etag: '"e"' }).end('hello');
    response.writeHead(200, { etag: '"e"' });
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(256 * 1024))) sent += 256 * 1024;
    };
    response.on('drain', more);
    more();
    return response;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const store = () =>
  createPhotoStore({
    bucket: 'photos',
    s3: new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    }),
  });

test('an upload is read whole, or found missing', async () => {
  expect(await store().readUpload('uploads/there')).toEqual({ etag: '"e"', bytes: Buffer.from('hello') });
  expect(await store().readUpload('uploads/missing')).toBeUndefined();
  expect(await store().readUpload('uploads/denied')).toBeUndefined();
});

test('a body without end is dropped at 12 MB', async () => {
  expect(await store().readUpload('uploads/endless')).toEqual({ etag: '"e"', bytes: undefined });
  expect(sent).toBeLessThan(maxUploadBytes * 2);
});
