import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { CallResult } from '../connector.ts';
import { errorRules, parameterRules, productRules, unexplained, type Meaning } from './error-table.ts';
import { quoting } from './problems.ts';

/** Every kind of answer but success. */
export type Refusal = Exclude<CallResult<never>, { readonly kind: 'ok' }>;

const unknownCodeWaitMs = 10 * 60_000;
const overloaded = 36009004;
/** Codes of the product service. */
const isProductCode = (code: number): boolean => code >= 12_000_000 && code < 13_000_000;

const meaningOf = (code: number, message: string): Meaning | undefined => {
  const fixed = errorRules.get(code);
  if (fixed !== undefined) return fixed;
  const told = [...(code === overloaded ? parameterRules : []), ...productRules].find(([pattern]) =>
    pattern.test(message),
  );
  if (code === overloaded) return told?.[1];
  return isProductCode(code) ? (told?.[1] ?? unexplained) : undefined;
};

/** The circumstances of the refused call. */
export interface RefusedCall {
  /** True when it may have left something although it failed. */
  readonly creates: boolean;
}

/**
 * What an answer with a code other than 0 means. Total: a code that nobody lists is tried again later under its own number,
 * since a refusal for ever should not rest on a guess.
 */
export const mapError = (code: number, message: string, { creates }: RefusedCall): Refusal => {
  const marketplaceCode = String(code);
  const meaning = meaningOf(code, message);
  if (meaning === undefined) {
    return creates
      ? { kind: 'unknown', reason: `TikTok Shop answered with an unknown error (${code}).` }
      : {
          kind: 'retry',
          reason: 'TikTok Shop answered with an unknown error.',
          afterMs: unknownCodeWaitMs,
          marketplaceCode,
        };
  }
  switch (meaning.as) {
    case 'token-refused':
      return { kind: 'token-refused' };
    case 'account-lost':
      return { kind: 'account-lost', reason: `${meaning.reason} (${code})` };
    case 'gone':
      return { kind: 'gone' };
    case 'unsure':
      return creates
        ? { kind: 'unknown', reason: `${meaning.reason} (${code})` }
        : { kind: 'retry', reason: meaning.reason, marketplaceCode };
    case 'later':
      return {
        kind: 'retry',
        reason: meaning.reason,
        marketplaceCode,
        ...(meaning.afterMs === undefined ? {} : { afterMs: meaning.afterMs }),
        ...(meaning.slowDown === undefined ? {} : { slowDown: meaning.slowDown }),
      };
    case 'deferred':
      return { kind: 'deferred', reason: meaning.problem };
    case 'rejected':
      return { kind: 'rejected', problems: [problemOf(meaning, message)], marketplaceCode };
  }
};

const problemOf = (meaning: Meaning & { readonly as: 'rejected' }, message: string): ListingProblem =>
  meaning.quotes === true ? quoting(meaning.problem, message) : meaning.problem;

/**
 * The verdict of `listing_check` FAILED, whose reasons carry the codes of a create: all of them as problems when each is
 * about what we sent; else the first that is not (a token, a promotion, an outage) decides.
 */
export const mapFailReasons = (reasons: readonly { readonly code: number; readonly message: string }[]): Refusal => {
  const problems: ListingProblem[] = [];
  for (const { code, message } of reasons) {
    const refusal = mapError(code, message, { creates: false });
    if (refusal.kind !== 'rejected') return refusal;
    problems.push(...refusal.problems);
  }
  return problems.length === 0
    ? mapError(12_052_000, 'listing_check failed', { creates: false })
    : { kind: 'rejected', problems, marketplaceCode: String(reasons[0]?.code ?? '') };
};
