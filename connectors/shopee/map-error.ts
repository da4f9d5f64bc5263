import type { CallResult } from '../connector.ts';
import { errorRules, failedReasonRules, unexplained, type ErrorRule, type Meaning } from './error-table.ts';

/** Every kind of answer but success. */
export type Refusal = Exclude<CallResult<never>, { readonly kind: 'ok' }>;

const day = 86_400_000;
const shopeeOffset = 8 * 3_600_000;
const unknownNameWaitMs = 10 * 60_000;
const quoteLength = 300;

/** Milliseconds until midnight in UTC+8, when Shopee's daily call limit starts anew (common error `error_limit`). */
export const untilShopeeMidnight = (nowMs: number): number => day - ((nowMs + shopeeOffset) % day);

/** Names come bare or with the module in front, e.g. `product.error_busi`, `common.error_auth`. */
const ruleOf = (name: string): ErrorRule | undefined => {
  const spelt = name.trim();
  return errorRules.get(spelt) ?? errorRules.get(spelt.replace(/^[a-z_]+\./, ''));
};

const meaningOf = (rule: ErrorRule, message: string): Meaning =>
  rule.byMessage?.find(([pattern]) => pattern.test(message))?.[1] ?? rule.meaning;

/** The circumstances of the refused call. */
export interface RefusedCall {
  /** True when repeating it could make a second item. */
  readonly creates: boolean;
  readonly nowMs: number;
}

const toRefusal = (meaning: Meaning, name: string, message: string, { creates, nowMs }: RefusedCall): Refusal => {
  switch (meaning.as) {
    case 'token-refused':
      return { kind: 'token-refused' };
    case 'account-lost':
      return { kind: 'account-lost', reason: `${meaning.reason} (${name})` };
    case 'gone':
      return { kind: 'gone' };
    case 'unsure':
      return creates
        ? { kind: 'unknown', reason: `${meaning.reason} (${name})` }
        : { kind: 'retry', reason: meaning.reason, marketplaceCode: name };
    case 'later':
      return {
        kind: 'retry',
        reason: meaning.reason,
        marketplaceCode: name,
        ...(meaning.afterMs === undefined ? {} : { afterMs: meaning.afterMs }),
        ...(meaning.slowDown === undefined ? {} : { slowDown: meaning.slowDown }),
      };
    case 'tomorrow':
      return {
        kind: 'retry',
        reason: "Shopee's daily call limit is spent.",
        marketplaceCode: name,
        afterMs: untilShopeeMidnight(nowMs),
        slowDown: true,
      };
    case 'deferred':
      return { kind: 'deferred', reason: meaning.problem };
    case 'rejected':
      return {
        kind: 'rejected',
        problems: [meaning.quotes === true ? quoting(meaning.problem, message) : meaning.problem],
        marketplaceCode: name,
      };
  }
};

/** Adds the marketplace's own words, bounded, where our sentence alone does not say what is wrong. */
const quoting = <P extends { readonly message: { readonly id: string; readonly en: string } }>(
  problem: P,
  text: string,
): P => {
  const words = text.replace(/\s+/g, ' ').trim().slice(0, quoteLength);
  if (words === '') return problem;
  return {
    ...problem,
    message: { id: `${problem.message.id} Shopee: “${words}”`, en: `${problem.message.en} Shopee: “${words}”` },
  };
};

/**
 * What an answer with an `error` means. Total: a name that no contract document lists is tried again later under its own
 * code, since a refusal for ever should not rest on a guess.
 */
export const mapError = (name: string, message: string, call: RefusedCall): Refusal => {
  const rule = ruleOf(name);
  if (rule !== undefined) return toRefusal(meaningOf(rule, message), name, message, call);
  if (call.creates) return { kind: 'unknown', reason: `Shopee answered with an unknown error (${name}).` };
  return {
    kind: 'retry',
    reason: 'Shopee answered with an unknown error.',
    afterMs: unknownNameWaitMs,
    marketplaceCode: name,
  };
};

/** Whether the contract's error lists know this name. */
export const isKnownError = (name: string): boolean => ruleOf(name) !== undefined;

/** What a `failed_reason` of a partial result means: an error name, or free text. */
export const mapFailedReason = (reason: string, call: RefusedCall): Refusal => {
  const rule = ruleOf(reason);
  if (rule !== undefined) return toRefusal(meaningOf(rule, reason), reason, reason, call);
  const meaning = failedReasonRules.find(([pattern]) => pattern.test(reason))?.[1] ?? unexplained;
  return toRefusal(meaning, 'failure_list', reason, call);
};
