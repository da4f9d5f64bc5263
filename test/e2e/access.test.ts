import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWorld, type Person, type World } from './access-world.ts';
import { createApi, startService, type Reply, type Service } from './service.ts';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly $ref?: string }[];
  readonly requestBody?: unknown;
  readonly 'x-callers'?: readonly string[];
}
interface Line {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const api = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../functions/get-openapi/openapi.gen.json'), 'utf8'),
) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** What ends a thing comes last, and what holds others after them, so that everything has something to look at. */
const order = (line: Line): number =>
  /closure|archive|erasure|merge|\/decision|transfer|handover|withdrawal/.test(line.path)
    ? 3
    : ({ get: 0, put: 1, post: 1, patch: 1 }[line.method] ?? 4);

const lines: readonly Line[] = Object.entries(api.paths)
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  )
  .filter(({ method, operation }) => method !== 'head' && operation.security === undefined)
  .sort((a, b) => order(a) - order(b) || b.path.length - a.path.length);

/** Creations and questions name no thing that could be outside: what they answer is looked at instead. */
const namesNothing = ({ path }: Line): boolean => !path.includes('{');

let service: Service;
let world: World;
let call: ReturnType<typeof createApi>['call'];

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service.api);
  ({ call } = createApi(service));
}, 180_000);
afterAll(() => service.remove());

/** An owner is not inside a whole sentra; a partner's own things are its own, its office's and the ministry's. */
const isInside = ({ role, isInside: near }: Person, { path, operation }: Line): boolean => {
  const { inside } = world.asks[operation.operationId] ?? {};
  if (inside !== undefined) return near && inside.includes(role);
  if (path.startsWith('/v1/partners/')) return near && ['kementerian', 'dinas', 'mitra'].includes(role);
  if (path.startsWith('/v1/sentras/')) return near && !['pemilik', 'mitra'].includes(role);
  return near && role !== 'mitra';
};

const ask = (person: Person | undefined, { method, path, operation }: Line): Promise<Reply> => {
  const { ids: given = {}, query = '', body } = world.asks[operation.operationId] ?? {};
  const ids = typeof given === 'function' ? given(person) : given;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name] ?? world.ids[name];
    if (id === undefined) throw new Error(`the world has no ${name}: add one to access-world.ts`);
    return encodeURIComponent(id);
  });
  if (operation.requestBody !== undefined && body === undefined)
    throw new Error(`no body for ${operation.operationId}: add one to access-world.ts`);
  const needsEtag = (operation.parameters ?? []).some(({ $ref }) => $ref?.endsWith('/IfMatch'));
  return call(
    person?.user,
    method.toUpperCase(),
    filled + query,
    body?.(person),
    needsEtag ? { 'if-match': '"0"' } : {},
  );
};

const said = ({ user }: Person, { status, text }: Reply): string => `${user}: ${String(status)} ${text.slice(0, 300)}`;

/** Names of the world's things that an answer tells somebody of to whom they are not open. */
const foreignIn = ({ text }: Reply, { user }: Person, { operation }: Line): readonly string[] => {
  const own = world.asks[operation.operationId]?.own?.[user] ?? [];
  return Object.entries(world.ids).flatMap(([name, id]) =>
    id.length === 26 && text.includes(id) && !own.includes(name) ? [name] : [],
  );
};

describe('every route, as everybody, in and out of scope', () => {
  test.each(lines.map((line) => [`${line.method.toUpperCase()} ${line.path}`, line] as const))(
    '%s',
    async (_, line) => {
      const callers = line.operation['x-callers'];
      const nobody = await ask(undefined, line);
      expect({ who: 'without a token', said: nobody.status }).toEqual({ who: 'without a token', said: 401 });

      if (world.asks[line.operation.operationId]?.isOpen === true) return;

      const mayCall = ({ role }: Person): boolean =>
        callers === undefined ? role !== 'nobody' : callers.includes(role);
      const isAllowed = (person: Person): boolean => isInside(person, line) && mayCall(person);
      for (const person of world.people.filter((each) => !isAllowed(each))) {
        const reply = await ask(person, line);
        // a list may be empty, or hold something of their own
        const isShut = reply.status < 300 ? namesNothing(line) : [403, 404].includes(reply.status);
        const told = reply.status < 300 ? foreignIn(reply, person, line) : [];
        expect(isShut && told.length === 0 ? 'shut' : `${said(person, reply)}; tells of ${told.join(', ')}`).toBe(
          'shut',
        );
      }
      if (world.asks[line.operation.operationId]?.isOnlyShut === true) return;
      let isGone = false;
      for (const person of world.people.filter(isAllowed)) {
        const reply = await ask(person, line);
        // once somebody deleted it, it is not there for the next
        if (isGone && reply.status === 404) continue;
        isGone = line.method === 'delete' && reply.status < 300;
        const isRefused = [400, 401, 403, 404].includes(reply.status) || reply.status >= 500;
        expect(isRefused ? said(person, reply) : 'open').toBe('open');
      }
    },
  );
});
