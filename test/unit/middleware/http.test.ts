import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { defineRoute } from '../../../shared/config/function-spec.ts';
import type { Membership } from '../../../shared/domain/member/member.ts';
import { httpHandler, type Answer } from '../../../shared/middleware/http.ts';

const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/things/{thingId}'],
  auth: 'member',
  tag: 'things',
  summary: 'Saves a thing',
  params: z.strictObject({ thingId: z.string().length(2) }),
  body: z.strictObject({ nik: z.string().max(16) }),
  ifMatch: 'creation',
  etag: true,
  answers: { 200: z.object({ name: z.string() }) },
  problems: [],
  access: {},
  impact: 'none',
});
const now = Date.UTC(2026, 10, 22);
const held = (from?: string, to?: string) => ({ memberId: 'm', role: 'dinas', scope: ['35'], from, to }) as Membership;
const access = { sub: 'someone', token_use: 'access' };
interface Call {
  readonly claims?: object;
  readonly headers?: object;
  readonly body?: string;
  readonly thingId?: string;
  readonly memberships?: readonly Membership[];
}

/** Sends one request through the pipeline; `seen` is what the action was given, `logged` what was logged. */
const send = async (act: () => Answer, { claims = access, headers = {}, body, thingId = 'ab', ...call }: Call = {}) => {
  const seen: unknown[] = [];
  const logged: unknown[] = [];
  const handler = httpHandler(
    route,
    {
      logger: { error: (...entry: unknown[]) => logged.push(entry) } as never,
      clock: () => now,
      membershipsOf: () => Promise.resolve(call.memberships ?? [held()]),
    },
    (request) => {
      seen.push(request);
      return Promise.resolve(act());
    },
  );
  const event = {
    headers,
    pathParameters: { thingId },
    body: body ?? '{"nik":"3573015507850001"}',
    isBase64Encoded: false,
    requestContext: { requestId: 'r', authorizer: { jwt: { claims } } },
  };
  const result = (await handler(event as never, {} as never)) as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  };
  return { ...result, code: (JSON.parse(result.body) as { code?: string }).code, seen, logged };
};
const done = (): Answer => ({ status: 200, body: { name: 'x', secret: 'y' }, etag: '3' });

describe('an API function', () => {
  test('answers what its route names and nothing more', async () => {
    expect(await send(done)).toMatchObject({ statusCode: 200, headers: { etag: '"3"' }, body: '{"name":"x"}' });
  });

  test.each([
    ['an ID token', { claims: { sub: 'someone', token_use: 'id' } }, 403, 'forbidden'],
    ['no token', { claims: {} }, 403, 'forbidden'],
    ['an id that cannot be', { thingId: 'abc', body: '{' }, 404, 'not-found'],
    ['malformed JSON', { body: '{' }, 400, 'malformed-json'],
    ['a body that is too large', { body: `{"nik":"${'1'.repeat(300_000)}"}` }, 413, 'body-too-large'],
    ['an unknown field', { body: '{"nik":"1","role":"kementerian"}' }, 400, 'bad-request'],
  ])('refuses %s before it acts', async (_, call, statusCode, code) => {
    expect(await send(done, call)).toMatchObject({ statusCode, code, seen: [] });
  });

  test('does not repeat what was wrong', async () => {
    const { body, code } = await send(done, { body: '{"nik":"35730155078500019"}' });
    expect(code).toBe('bad-request');
    expect(body).not.toContain('35730155078500019');
  });

  test('knows only memberships in force', async () => {
    const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
    const memberships = [held(at(1)), held(undefined, at(0)), held(at(-1), at(1)), held(at(0))];
    const { seen } = await send(done, { memberships });
    expect(seen).toMatchObject([{ caller: { subject: 'someone', memberships: memberships.slice(2) } }]);
  });

  test.each([
    ['"3"', '3'],
    ['W/"3"', '3'],
    ['*', undefined],
  ])('reads If-Match %s as %s', async (header, ifMatch) => {
    expect((await send(done, { headers: { 'if-match': header } })).seen).toEqual([
      expect.objectContaining({ ifMatch }),
    ]);
  });

  test.each([
    ['Error', 500, 'internal'],
    ['ThrottlingException', 503, 'unavailable'],
  ])(
    'tells nothing of our insides when %s is thrown, and logs it once without the request',
    async (name, status, code) => {
      const failing = (): Answer => {
        throw Object.assign(new Error('of our insides'), { name });
      };
      const { logged, ...answer } = await send(failing);
      expect(answer).toMatchObject({ statusCode: status, code });
      expect(answer.body).not.toContain('insides');
      expect(logged).toHaveLength(1);
      expect(JSON.stringify(logged)).not.toContain('3573015507850001');
    },
  );

  test('fails when it answers an etag or a status that its route does not name', async () => {
    expect(await send(() => ({ status: 202, body: {} }))).toMatchObject({ code: 'internal' });
    const { etag: _, ...without } = route;
    const handler = httpHandler(
      without,
      { logger: { error: () => undefined } as never, clock: () => now, membershipsOf: () => Promise.resolve([]) },
      () => Promise.resolve(done()),
    );
    const event = {
      headers: {},
      pathParameters: { thingId: 'ab' },
      body: '{"nik":"1"}',
      requestContext: { requestId: 'r', authorizer: { jwt: { claims: access } } },
    };
    expect(await handler(event as never, {} as never)).toMatchObject({ statusCode: 500 });
  });
});

test('a body that a route can do without may be left out, and a broken one is refused all the same', async () => {
  const seen: unknown[] = [];
  const leftOut = {
    ...route,
    body: z.strictObject({ reasons: z.array(z.string()).default([]) }).default({ reasons: [] }),
  };
  const deps = {
    logger: { error: () => undefined } as never,
    clock: () => now,
    membershipsOf: () => Promise.resolve([]),
  };
  const handler = httpHandler(leftOut, deps, ({ body }) => {
    seen.push(body.reasons);
    return Promise.resolve(done());
  });
  const sent = async (body: string | undefined) => {
    const requestContext = { requestId: 'r', authorizer: { jwt: { claims: access } } };
    const event = { headers: {}, pathParameters: { thingId: 'ab' }, body, isBase64Encoded: false, requestContext };
    return ((await handler(event as never, {} as never)) as { statusCode: number }).statusCode;
  };
  expect([await sent(undefined), await sent(''), await sent('{"reasons":["x"]}'), await sent('{')]).toEqual([
    200, 200, 200, 400,
  ]);
  expect(seen).toEqual([[], [], ['x']]);
});
