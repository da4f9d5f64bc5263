import type * as z from 'zod';
import { refuse } from './refusal.ts';

/**
 * Reads parameters as strictly as a typed gateway does: `"5"` is no integer in a JSON body. What does not fit is the
 * contract's `error_param` "Wrong parameters, detail: {msg}." (in the error list of every document).
 * @throws Refusal
 */
export const parse = <S extends z.ZodType>(shape: S, value: unknown, where: string): z.infer<S> => {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = [where, ...(issue?.path.map(String) ?? [])].filter((part) => part !== '').join('.');
  return refuse('error_param', `Wrong parameters, detail: ${path}: ${issue?.message ?? 'invalid'}.`);
};

/** A JSON object body; anything else is a wrong parameter. @throws Refusal */
export const parseBody = <S extends z.ZodType>(shape: S, body: Uint8Array): z.infer<S> => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refuse('error_param', 'Wrong parameters, detail: body is not JSON.');
  }
  return parse(shape, value, '');
};

const integerText = /^-?\d{1,16}$/u;

/** @throws Refusal when missing or not an integer */
export const numberOf = (query: URLSearchParams, name: string): number => {
  const text = query.get(name) ?? '';
  if (!integerText.test(text)) refuse('error_param', `Wrong parameters, detail: ${name} should be an integer.`);
  return Number(text);
};

export const optionalNumberOf = (query: URLSearchParams, name: string): number | undefined =>
  query.has(name) ? numberOf(query, name) : undefined;

/** A list in the query: repeated, comma-separated, or `[1, 2]` as the samples of the documents write it. @throws Refusal */
export const listOf = (query: URLSearchParams, name: string, max: number): readonly number[] => {
  const items = textsOf(query, name);
  if (items.length === 0) refuse('error_param', `The ${name} is required`);
  if (items.length > max)
    refuse('error_param', `Wrong parameters, detail: ${name} should have at most ${max} entries.`);
  return items.map((text) => {
    if (!integerText.test(text)) refuse('error_param', `Wrong parameters, detail: ${name} should be integers.`);
    return Number(text);
  });
};

export const textsOf = (query: URLSearchParams, name: string): readonly string[] =>
  query
    .getAll(name)
    .flatMap((text) => text.replace(/^\[|\]$/gu, '').split(','))
    .map((text) => text.trim().replace(/^"|"$/gu, ''))
    .filter((text) => text !== '');
