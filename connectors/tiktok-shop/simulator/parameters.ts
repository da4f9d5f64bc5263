import type * as z from 'zod';
import { refuse } from './refusal.ts';

/**
 * Reads parameters as strictly as a typed gateway does. What does not fit is 36009004, the code that serves all wrong
 * parameters: its message names the field.
 * @throws Refusal
 */
export const parse = <S extends z.ZodType>(shape: S, value: unknown, where = ''): z.infer<S> => {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = [where, ...(issue?.path.map(String) ?? [])].filter((part) => part !== '').join('.');
  return refuse(36009004, `Invalid parameter: ${path}: ${issue?.message ?? 'invalid'}.`);
};

/** A JSON object body. @throws Refusal */
export const parseBody = <S extends z.ZodType>(shape: S, body: Uint8Array): z.infer<S> => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refuse(36009022, 'Invalid request body: not JSON.');
  }
  return parse(shape, value);
};

/** `page_size`, "Valid range: [1-100]", and the opaque token of the next page. @throws Refusal */
const pageOf = (query: URLSearchParams): { readonly size: number; readonly from: number } => {
  const size = query.get('page_size') ?? '';
  if (!/^\d{1,3}$/u.test(size) || Number(size) < 1 || Number(size) > 100)
    refuse(36009004, 'Invalid parameter: page_size.');
  const token = query.get('page_token') ?? '';
  if (token === '') return { size: Number(size), from: 0 };
  const from = /^p(\d{1,9})$/u.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  return {
    size: Number(size),
    from: from === undefined ? refuse(36009004, 'Invalid parameter: page_token.') : Number(from),
  };
};

/** One page of a list, and the token of the next. */
export const paged = <T>(
  all: readonly T[],
  query: URLSearchParams,
): { readonly page: readonly T[]; readonly next: string } => {
  const { size, from } = pageOf(query);
  const next = from + size < all.length ? Buffer.from(`p${from + size}`).toString('base64url') : '';
  return { page: all.slice(from, from + size), next };
};
