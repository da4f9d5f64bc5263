import { expect, test } from '@jest/globals';
import { listTasks, type ListTasksDeps } from '../../../../functions/list-tasks/use-case.ts';
import { MemberId } from '../../../../shared/domain/ids.ts';
import type { Caller, Role } from '../../../../shared/domain/member/member.ts';

const nowMs = Date.parse('2026-11-22T08:00:00.000Z');
const as = (role: Role, ...scope: string[]): Caller => ({
  subject: role,
  memberships: [{ memberId: MemberId.parse('01JCXQ8Z9Y8X7W6V5T4S3R2Q1P'), role, scope }],
});

const tasksOf = async (caller: Caller) => {
  const asked: unknown[] = [];
  const none = () => Promise.resolve({ rows: [] });
  const deps = {
    ikms: { list: none },
    listProducts: none,
    listings: { page: none },
    accounts: { page: none },
    orders: {
      open: (of: { ikms: readonly string[] }) => {
        asked.push(of);
        return Promise.resolve(
          of.ikms.flatMap((ikmId) => [
            { orderId: 'early', accountId: 'A', ikmId, acknowledgeBy: '2026-11-22T07:59:00.000Z' },
            { orderId: 'new', accountId: 'A', ikmId, acknowledgeBy: '2026-11-22T09:00:00.000Z' },
          ]),
        );
      },
      late: (areas: readonly string[]) => {
        asked.push(areas);
        return Promise.resolve([{ orderId: 'early', accountId: 'A', ikmId: 'I' }]);
      },
    },
    claims: { waitingIn: (areas: readonly string[]) => Promise.resolve({ rows: areas.map(() => ({ claimId: 'C' })) }) },
    teams: { unheardIn: () => Promise.resolve([{ placeId: 'I', memberId: 'M', since: '' }]) },
    transfers: { waiting: () => Promise.resolve([]) },
    duplicates: { waiting: () => Promise.resolve({ rows: [] }) },
    requests: {
      waiting: () =>
        Promise.resolve([
          { requestId: 'late', dueAt: '2026-11-22T07:00:00.000Z' },
          { requestId: 'in time', dueAt: '2026-11-23T07:00:00.000Z' },
        ]),
    },
    oversold: (ikmIds: readonly string[]) =>
      Promise.resolve(ikmIds.map((ikmId) => ({ productId: 'P', ikmId, pieces: 2 }))),
    endingPapers: (of: object) => Promise.resolve([{ ...of, facts: { type: 'halal', expiresOn: '2026-12-21' } }]),
    clock: () => nowMs,
  } as unknown as ListTasksDeps;
  const { orders, oversold, papers, claims, consents, requests } = await listTasks(deps)(caller);
  const told = {
    orders: orders.map(({ orderId, why }) => [orderId, why]),
    requests: requests.map(({ requestId, why }) => [requestId, why]),
  };
  return { asked, oversold, papers, claims, consents, ...told };
};

test('an owner has new and late orders, and what was sold beyond stock', async () => {
  expect(await tasksOf(as('pemilik', 'I'))).toEqual({
    asked: [{ ikms: ['I'], sentras: [] }],
    orders: [
      ['early', 'overdue'],
      ['new', 'new'],
    ],
    oversold: [{ productId: 'P', ikmId: 'I', pieces: 2 }],
    papers: [{ paper: expect.objectContaining({ ikmIds: ['I'], areas: [] }), days: 30 }],
    claims: [],
    consents: [],
    requests: [],
  });
});

test('an officer has the late orders of their area only', async () => {
  expect(await tasksOf(as('dinas', '35'))).toEqual({
    asked: [{ ikms: [], sentras: [] }, ['35']],
    orders: [['early', 'overdue']],
    oversold: [],
    papers: [{ paper: expect.objectContaining({ ikmIds: [], areas: ['35'] }), days: 30 }],
    claims: [{ claimId: 'C' }],
    consents: [{ placeId: 'I', memberId: 'M', since: '' }],
    requests: [
      ['late', 'overdue'],
      ['in time', 'new'],
    ],
  });
});

test('the ministry hears of requests about personal data once they are late', async () => {
  expect((await tasksOf(as('kementerian'))).requests).toEqual([['late', 'overdue']]);
});

test('who is both has a late order once', async () => {
  const [owner, officer] = [as('pemilik', 'I'), as('dinas', '35')];
  const { orders } = await tasksOf({ ...owner, memberships: [...owner.memberships, ...officer.memberships] });
  expect(orders).toEqual([
    ['early', 'overdue'],
    ['new', 'new'],
  ]);
});

test("who is reached through a mentor has the same tasks on the mentor's screen", async () => {
  expect(await tasksOf(as('pendamping', 'I'))).toMatchObject({
    orders: [
      ['early', 'overdue'],
      ['new', 'new'],
    ],
    oversold: [{ productId: 'P', ikmId: 'I', pieces: 2 }],
    papers: [{ days: 30 }],
  });
});
