import { expect, test } from '@jest/globals';
import { buildDataExport } from '../../../../functions/build-data-export/use-case.ts';
import type { DataRequest } from '../../../../shared/domain/privacy/data-request.ts';

const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const access = { ikmId, requestId: 'A', kind: 'access', state: 'working', at: '2026-11-22T00:00:00.000Z', etag: '1' };
const nothing = () => Promise.resolve([]);

/** `erasure`: how far one has come when the copy begins, and when it lies there. */
const build = async (...erasure: (object | undefined)[]) => {
  const objects = new Set<string>();
  let request = access as unknown as DataRequest;
  const act = buildDataExport({
    ikms: { get: () => Promise.resolve({ ikm: { ikmId }, key: {} } as never) },
    requests: {
      read: () => Promise.resolve(request),
      ofIkm: () => {
        const part = erasure.shift();
        return Promise.resolve(part === undefined ? [request] : [request, { kind: 'erasure', ...part } as DataRequest]);
      },
      write: (after) => {
        request = after;
        return Promise.resolve('written' as const);
      },
    },
    recordsOf: () => Promise.resolve([{ businessName: '<img src=x onerror=alert(1)>', sealed: {} }]),
    productsOf: () => Promise.resolve({ rows: [], photos: [] }),
    listingsOf: nothing,
    ordersOf: nothing,
    trailOf: nothing,
    readPhoto: () => Promise.resolve(undefined),
    papersOf: async function* () {
      await nothing();
      yield* [];
    },
    sealer: { open: () => Promise.resolve({}) },
    store: (key, files) => {
      objects.add(key);
      const page = files.find(({ name }) => name === 'data.html')?.bytes.toString() ?? '';
      expect(page).not.toContain('<img');
      return Promise.resolve(1);
    },
    remove: (key) => Promise.resolve(void objects.delete(key)),
    clock: () => 0,
  });
  await act(ikmId, 'A');
  return { objects: [...objects], state: request.state };
};
const kept = [`exports/${ikmId}/A.zip`];

test('a copy is made, also while an erasure still waits for marketplaces', async () => {
  expect(await build()).toEqual({ objects: kept, state: 'done' });
  const waiting = { state: 'working', step: 'wait' };
  expect(await build(waiting, waiting)).toEqual({ objects: kept, state: 'done' });
});

test('no copy comes into being, or stays, once the person is being erased', async () => {
  expect(await build({ state: 'done', step: 'destroy' })).toEqual({ objects: [], state: 'refused' });
  expect(await build(undefined, { state: 'working', step: 'destroy' })).toEqual({ objects: [], state: 'refused' });
});
