import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { projectRoot } from '../../infra/sources-hash.ts';
import type { RouteSpec } from '../../shared/config/function-spec.ts';

const functions = join(projectRoot, 'functions');
const routes = await Promise.all(
  readdirSync(functions)
    .filter((name) => existsSync(join(functions, name, 'route.ts')))
    .map(async (name) => {
      const { route } = (await import(join(functions, name, 'route.ts'))) as { route: RouteSpec };
      return { name, route };
    }),
);
const members = routes.filter(({ route }) => route.auth === 'member');

/** Changes that keep who made them with each thing they make: one call is about many. */
const keepTheirMaker = ['record-attendances'];

test('every change by a member leaves a line in the audit trail', () => {
  const silent = members
    .filter(({ route }) => route.method !== 'GET' && route.audit === undefined)
    .filter(({ name }) => !keepTheirMaker.includes(name));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every audited route names the id of its thing, in its path or its body', () => {
  const fieldsOf = (schema: z.ZodType | undefined): string =>
    JSON.stringify(schema === undefined ? {} : z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
  const nameless = members.filter(
    ({ route: { audit, params, body } }) =>
      audit !== undefined && !`${fieldsOf(params)}${fieldsOf(body)}`.includes(`"${audit}Id"`),
  );
  expect(nameless.map(({ name }) => name)).toEqual([]);
});
