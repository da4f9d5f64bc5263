import { describe, expect, test } from '@jest/globals';
import { decideDataRequest } from '../../../../functions/decide-data-request/use-case.ts';
import { eraseIkm } from '../../../../functions/erase-ikm/use-case.ts';
import { fileDataRequest } from '../../../../functions/file-data-request/use-case.ts';
import { sweepDataRequests } from '../../../../functions/sweep-data-requests/use-case.ts';
import { DataRequestId, IkmId } from '../../../../shared/domain/ids.ts';
import type { StoredIkm } from '../../../../shared/domain/ikm/ikm-repository.ts';
import type { Listing } from '../../../../shared/domain/listing/listing.ts';
import type { Caller, Role } from '../../../../shared/domain/member/member.ts';
import type { PurposeConsent } from '../../../../shared/domain/privacy/consent.ts';
import {
  DataRequestBody,
  toDataRequestView,
  type DataRequest,
} from '../../../../shared/domain/privacy/data-request.ts';

const ikmId = IkmId.parse('01JCXQ5A2B4C6D8E0F2G4H6J8K');
const requestId = DataRequestId.parse('01JCXR1A2B3C4D5E6F7G8H9J0K');
const as = (role: Role, scope: string): Caller => ({
  subject: role,
  memberships: [{ memberId: 'm', role, scope: [scope] } as never],
});
const owner = as('pemilik', ikmId);
const mentor = as('pendamping', ikmId);
const officer = as('dinas', '35');
const filedAt = Date.UTC(2026, 10, 22);
const hour = 3_600_000;
const evidence = { way: 'witness' } as const;
const codeOf = async (act: Promise<unknown>): Promise<unknown> => {
  try {
    await act;
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const setUp = () => {
  const at = { now: filedAt };
  let request: DataRequest | undefined;
  let ikm = {
    ikmId,
    etag: '1',
    state: 'approved',
    regionCode: '35.73.02',
    businessName: 'Keripik Bu Siti',
    komoditas: 'makanan',
    owner: { kind: 'person', nik: '35••' },
    history: [],
    locks: ['h'],
    dataKey: 'wrapped',
    sealed: { phone: '<+6281234567890>' },
  } as unknown as StoredIkm;
  const words: PurposeConsent[] = [];
  const steps: string[] = [];
  let listings: readonly Listing[] = [];
  const requests = {
    read: () => Promise.resolve(request),
    ofIkm: () => Promise.resolve(request === undefined ? [] : [request]),
    waiting: ([province]: readonly string[]) =>
      Promise.resolve(request === undefined || province !== '35' ? [] : [request]),
    write: (after: DataRequest, before: DataRequest | undefined) => {
      if (request?.etag !== before?.etag) return Promise.resolve('conflict' as const);
      request = after;
      return Promise.resolve('written' as const);
    },
  };
  const deps = {
    ikms: {
      get: () => Promise.resolve({ ikm, key: { recordId: ikmId, wrapped: '' } }),
      change: (after: StoredIkm) => {
        ikm = after;
        return Promise.resolve('written' as const);
      },
    },
    requests,
    papers: { read: () => Promise.resolve(undefined) },
    purposes: {
      read: () => Promise.resolve(words.at(-1)),
      write: (word: PurposeConsent) => {
        words.push(word);
        return Promise.resolve('written' as const);
      },
    },
    sealer: {
      seal: (_key: unknown, fields: Readonly<Record<string, string | undefined>>) =>
        Promise.resolve(Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, `<${text ?? ''}>`]))),
      open: (_key: unknown, sealed: Readonly<Record<string, string>>) =>
        Promise.resolve(Object.fromEntries(Object.entries(sealed).map(([name, text]) => [name, text.slice(1, -1)]))),
    },
    clock: () => at.now,
  };
  const note = (name: string) => () => {
    steps.push(name);
    return Promise.resolve();
  };
  const erase = eraseIkm({
    ...deps,
    takeDownProducts: () => {
      steps.push('products');
      return Promise.resolve(steps.filter((step) => step === 'products').length < 3 ? 'more' : 'done');
    },
    listingsOf: () => Promise.resolve(listings),
    destroy: {
      mark: note('mark'),
      imports: note('imports'),
      files: note('files'),
      listings: note('listings'),
      members: note('members'),
      rows: note('rows'),
    },
  });
  const file = fileDataRequest(deps);
  return {
    at,
    words,
    steps,
    erase,
    request: () => request,
    ikm: () => ikm,
    change: (part: Partial<StoredIkm>) => {
      ikm = { ...ikm, ...part };
    },
    list: (...items: object[]) => {
      listings = items.map(
        (observed) => ({ productId: 'P', accountId: 'A', marketplace: 'shopee', observed }) as unknown as Listing,
      );
    },
    file: (caller: Caller, body: object) =>
      file(caller, { ikmId, body: DataRequestBody.parse({ requestId, ...body }) }),
    decide: (decision: 'accept' | 'refuse', reasons: string[] = []) =>
      decideDataRequest(deps)(officer, { ikmId, requestId, body: { etag: request?.etag ?? '', decision, reasons } }),
    sweep: sweepDataRequests({ requests }),
    run: async () => {
      for (let n = 0; n < 10; n += 1) await erase.ofRequest(ikmId, requestId);
    },
  };
};

describe('a request about personal data', () => {
  test('is due 3 × 24 hours after it was filed, and late then', async () => {
    const { file, request } = setUp();
    expect(await file(owner, { kind: 'access' })).toMatchObject({
      state: 'working',
      dueAt: '2026-11-25T00:00:00.000Z',
    });
    const late = (ms: number): boolean => toDataRequestView(request()!, filedAt + ms).isOverdue;
    expect([late(72 * hour - 1), late(72 * hour)]).toEqual([false, true]);
  });

  test('begins at once for the owner and for an officer with evidence; a mentor’s waits for an officer', async () => {
    expect(await codeOf(setUp().file(officer, { kind: 'access' }))).toBe('bad-request');
    const unseen = { way: 'signed-photo', paperId: requestId };
    expect(await codeOf(setUp().file(officer, { kind: 'access', evidence: unseen }))).toBe('bad-request');
    expect(await setUp().file(officer, { kind: 'access', evidence })).toMatchObject({
      state: 'working',
      onBehalf: true,
    });
    const { file, decide } = setUp();
    expect(await file(mentor, { kind: 'erasure', confirm: true, evidence })).toMatchObject({ state: 'open' });
    expect(await decide('accept')).toMatchObject({ state: 'working' });
  });

  test('answers its repetition, and refuses its id to another', async () => {
    const { file, request } = setUp();
    await file(owner, { kind: 'access' });
    await file(owner, { kind: 'access' });
    expect(request()?.etag).toBe('1');
    expect(await codeOf(file(owner, { kind: 'restriction' }))).toBe('id-taken');
  });

  test('a correction is accepted once the IKM says what was asked', async () => {
    const { file, decide, request, change } = setUp();
    await file(owner, { kind: 'correction', changes: { phone: '0812 9999 0000', businessName: 'Keripik Siti' } });
    expect(request()).toMatchObject({ state: 'open', sealed: { phone: '<0812 9999 0000>' } });
    expect(await codeOf(decide('accept'))).toBe('wrong-state');
    change({ businessName: 'Keripik Siti', sealed: { phone: '<+6281299990000>' } });
    expect(await decide('accept')).toMatchObject({ state: 'done' });
  });

  test('a restriction stops publishing now', async () => {
    const { file, words } = setUp();
    expect(await file(owner, { kind: 'restriction' })).toMatchObject({ state: 'done' });
    expect(words.at(-1)).toMatchObject({ purpose: 'publishing', agreed: false });
  });
});

describe('an erasure', () => {
  test('closes, takes down, and destroys only when the marketplaces have confirmed', async () => {
    const { file, run, steps, list, ikm, request, erase } = setUp();
    await file(owner, { kind: 'erasure', confirm: true });
    list({ item: { state: 'live' } });
    await run();
    expect(ikm().state).toBe('closed');
    expect(steps).toEqual(['products', 'products', 'products']);
    expect(request()).toMatchObject({ state: 'working', step: 'wait' });
    list({ item: { state: 'removed-by-seller' } }, {});
    await erase.ofTakenOff(ikmId);
    await run();
    expect(steps.slice(3)).toEqual(['mark', 'imports', 'files', 'listings', 'members', 'rows']);
    expect(request()).toMatchObject({ state: 'done', left: [] });
    expect(ikm()).toMatchObject({ businessName: '(dihapus)', sealed: {}, locks: [], owner: { kind: 'person' } });
    expect(ikm().dataKey).toBeUndefined();
    expect(JSON.stringify(ikm())).not.toContain('35••');
  });

  test('does not wait for a marketplace beyond the time the law gives, and names what is left there', async () => {
    const { file, run, list, request, at, sweep } = setUp();
    await file(owner, { kind: 'erasure', confirm: true });
    list({ pending: {} });
    await run();
    at.now = filedAt + 72 * hour;
    const before = request()?.seq ?? 0;
    await sweep();
    expect(request()?.seq).toBe(before + 1);
    await run();
    expect(request()).toMatchObject({
      state: 'done',
      left: [{ productId: 'P', accountId: 'A', marketplace: 'shopee' }],
    });
  });

  test('wants to be confirmed', () => {
    expect(DataRequestBody.safeParse({ requestId, kind: 'erasure' }).success).toBe(false);
  });
});
