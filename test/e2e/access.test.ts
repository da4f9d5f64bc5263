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

/** What ends a thing comes last, so that everything before it has something to look at. */
const order = (line: Line): number =>
  /closure|archive|erasure|merge|\/decision|transfer|handover|withdrawal/.test(line.path)
    ? 3
    : ({ get: 0, put: 1, post: 1, patch: 1 }[line.method] ?? 4);

const lines: readonly Line[] = Object.entries(api.paths)
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  )
  .filter(({ method, operation }) => method !== 'head' && operation.security === undefined)
  .sort((a, b) => order(a) - order(b));

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
const isInside = ({ role, isInside: near }: Person, { path }: Line): boolean => {
  if (path.startsWith('/v1/partners/')) return near && ['kementerian', 'dinas', 'mitra'].includes(role);
  if (path.startsWith('/v1/sentras/')) return near && !['pemilik', 'mitra'].includes(role);
  return near && role !== 'mitra';
};

const ask = (person: Person | undefined, { method, path, operation }: Line): Promise<Reply> => {
  const { ids = {}, query = '', body } = world.asks[operation.operationId] ?? {};
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name] ?? world.ids[name];
    if (id === undefined) throw new Error(`the world has no ${name}: add one to access-world.ts`);
    return encodeURIComponent(id);
  });
  if (operation.requestBody !== undefined && body === undefined)
    throw new Error(`no body for ${operation.operationId}: add one to access-world.ts`);
  const needsEtag = (operation.parameters ?? []).some(({ $ref }) => $ref?.endsWith('/IfMatch'));
  return call(person?.user, method.toUpperCase(), filled + query, body?.(), needsEtag ? { 'if-match': '"0"' } : {});
};

const said = (reply: Reply): string => `${String(reply.status)} ${reply.text.slice(0, 300)}`;
const worldIds = (): readonly string[] => Object.values(world.ids).filter((id) => id.length === 26);

describe('every route, as everybody, in and out of scope', () => {
  test.each(lines.map((line) => [`${line.method.toUpperCase()} ${line.path}`, line] as const))(
    '%s',
    async (_, line) => {
      const callers = line.operation['x-callers'];
      const nobody = await ask(undefined, line);
      expect({ who: 'without a token', said: nobody.status }).toEqual({ who: 'without a token', said: 401 });

      const mayCall = ({ role }: Person): boolean =>
        callers === undefined ? role !== 'nobody' : callers.includes(role);
      const refused = world.people.filter((person) => !isInside(person, line) || !mayCall(person));
      for (const person of refused) {
        const reply = await ask(person, line);
        const who = `${person.user} (${isInside(person, line) ? 'inside' : 'outside'})`;
        if (reply.status < 300) {
          // a list that is empty for whom it holds nothing, or something of their own
          expect({ who, open: namesNothing(line), said: said(reply) }).toMatchObject({ who, open: true });
          const told = worldIds().filter((id) => reply.text.includes(id));
          expect({ who, told, said: said(reply) }).toMatchObject({ who, told: [] });
        } else {
          expect({ who, is: [403, 404].includes(reply.status), said: said(reply) }).toMatchObject({ who, is: true });
        }
      }
      for (const person of world.people.filter((each) => each.isInside && mayCall(each))) {
        const reply = await ask(person, line);
        const who = person.user;
        const isRefused = [400, 401, 403, 404].includes(reply.status) || reply.status >= 500;
        expect({ who, isRefused, said: said(reply) }).toMatchObject({ who, isRefused: false });
      }
    },
  );
});
