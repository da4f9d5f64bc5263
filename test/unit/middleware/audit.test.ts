import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { defineRoute } from '../../../shared/config/function-spec.ts';
import type { Membership } from '../../../shared/domain/member/member.ts';
import { networkOf, type AuditEntry } from '../../../shared/domain/privacy/audit.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { httpHandler, type Answer } from '../../../shared/middleware/http.ts';

const spec = {
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/nik-readings'],
  auth: 'member',
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Shows a thing',
  params: z.strictObject({ ikmId: z.string() }),
  answers: { 200: z.object({}) },
  problems: [],
  access: {},
  impact: 'none',
} as const;
const officer = { memberId: 'm', role: 'dinas', scope: ['35'], instansi: 'Dinas Perindag' } as never as Membership;

const send = async (act: () => Answer, options: { sensitive?: true; fails?: true } = {}) => {
  const trail: AuditEntry[] = [];
  const handler = httpHandler(
    defineRoute({ ...spec, ...(options.sensitive === true ? { sensitive: true } : {}) }),
    {
      logger: { error: () => undefined } as never,
      clock: () => Date.UTC(2026, 10, 22),
      membershipsOf: () => Promise.resolve([officer]),
      audit: (entry) => {
        if (options.fails === true) return Promise.reject(new Error('the table is away'));
        trail.push(entry);
        return Promise.resolve();
      },
    },
    () => Promise.resolve().then(act),
  );
  const event = {
    headers: {},
    pathParameters: { ikmId: 'i' },
    requestContext: {
      requestId: 'r',
      http: { sourceIp: '203.0.113.77' },
      authorizer: { jwt: { claims: { sub: 'someone', token_use: 'access' } } },
    },
  };
  const { statusCode } = (await handler(event as never, {} as never)) as { statusCode: number };
  return { statusCode, trail };
};
const done = (): Answer => ({ status: 200, body: {}, reason: 'asked by the court' });
const refuse = (code: 'forbidden' | 'not-found') => (): Answer => {
  throw new ProblemError(code);
};

describe('the audit trail of a call', () => {
  test('tells who did what to which thing, when, from which network, why, and how it ended', async () => {
    expect((await send(done)).trail).toEqual([
      {
        thing: 'ikm',
        id: 'i',
        at: '2026-11-22T00:00:00.000Z',
        subject: 'someone',
        roles: ['dinas'],
        instansi: 'Dinas Perindag',
        action: 'POST /v1/ikms/{ikmId}/nik-readings',
        status: 200,
        from: '203.0.113.0/24',
        reason: 'asked by the court',
      },
    ]);
  });

  test('tells of who was refused in scope, and nothing of what is not there', async () => {
    expect((await send(refuse('forbidden'))).trail).toMatchObject([{ status: 403 }]);
    expect((await send(refuse('not-found'))).trail).toEqual([]);
  });

  test('keeps back a sensitive answer that it could not note, and no other', async () => {
    expect((await send(done, { sensitive: true, fails: true })).statusCode).toBe(500);
    expect((await send(done, { fails: true })).statusCode).toBe(200);
  });

  test('is refused at the start to a function that has nothing to write it with', () => {
    expect(() =>
      httpHandler(defineRoute(spec), { logger: {} as never } as never, () => Promise.resolve(done())),
    ).toThrow('audited');
  });

  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['2001:DB8:1:2::7', '2001:db8:1::/48'],
    ['', ''],
  ])('names the network of %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
