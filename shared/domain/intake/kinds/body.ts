import * as z from 'zod';
import { toFaults } from '../../faults.ts';
import { clear, required } from '../values/reading.ts';
import type { Draft } from './kind.ts';

type Body = Record<string, unknown>;

/** The body that values make: `owner/nik` goes into `owner`; what stands beside the body (`@…`) is left out. */
export const bodyOf = (values: Readonly<Record<string, unknown>>): Body => {
  const body: Body = {};
  const groups: Record<string, Body> = {};
  for (const key in values) {
    const value = values[key];
    if (value === undefined || key.startsWith('@')) continue;
    const slash = key.indexOf('/');
    if (slash === -1) {
      body[key] = value;
      continue;
    }
    const name = key.slice(0, slash);
    const group = (groups[name] ??= {});
    group[key.slice(slash + 1)] = value;
    body[name] = group;
  }
  return body;
};

/**
 * Checks bodies by the register's own rules. What a rule says against one is reported at the column that fills its path, or
 * at one that `columnOf` names; undefined then.
 */
export const validator = <T extends z.ZodType>(
  schema: T,
  columnOf: (path: string) => string,
): ((body: Body, draft: Draft) => z.output<T> | undefined) => {
  let compiled: T | undefined;
  return (body, draft) => {
    // by far the most bodies are right: the compiled check is three times as fast, and made once
    compiled ??= z.compile(schema);
    const checked = compiled.safeParse(body, { reportInput: true });
    if (checked.success) return checked.data;
    for (const { path, code, message } of toFaults(checked.error.issues)) {
      const key = columnOf(path);
      if (draft.isFaulty(key)) continue;
      const isEmpty = code === 'not-a-choice' && draft.values[key] === undefined;
      draft.fault(key, isEmpty ? required : { code, message, repair: clear });
    }
    return undefined;
  };
};
