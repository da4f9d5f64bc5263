import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { CallResult } from '../connector.ts';
import { causesInWords, errorMeanings, overviewCodes, refusedOtherwise, type Meaning } from './error-table.ts';

/** Every kind of answer but success. */
export type Refusal = Exclude<CallResult<never>, { readonly kind: 'ok' }>;

/** An answer that is none. */
export interface LazadaError {
  readonly code: string;
  /** `ISV`: our request; `ISP` and `SYSTEM`: their side. */
  readonly type: string;
  readonly message: string;
  /** What stands behind an overview code, per field or SKU. */
  readonly detail: readonly { readonly code: string; readonly field: string; readonly message: string }[];
}

/** The circumstances of the refused call. */
export interface RefusedCall {
  /** True when repeating it could make a second item. */
  readonly creates: boolean;
}

const unknownCodeWaitMs = 10 * 60_000;
const quoteLength = 300;
const theirs = /^(?:ISP|SYSTEM|PLATFORM)$/i;
/** Names like `THD_IC_ERR_F_IC_ABILITY_PG_004`, numbers like `E204` and `4105`, as they stand in texts. */
const keysInText = /[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\b[EC]0?\d{3}\b|\b4\d{3}\b/g;

/** The longest known name that `key` begins with: Lazada numbers variants of one cause (`…_ABILITY_PG_003`, `…_004`). */
const meaningOfKey = (key: string): Meaning | undefined => {
  for (let name = key; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('_')))) {
    const meaning = errorMeanings.get(name);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
};

/** What a text says by itself: a business name first, then its words. */
const meaningOfText = (text: string): Meaning | undefined => {
  const named = (text.match(keysInText) ?? []).map(meaningOfKey).filter((meaning) => meaning !== undefined);
  // an internal fault that names its cause is that cause
  const precise = named.find(({ as }) => as !== 'unsure') ?? named[0];
  return precise ?? causesInWords.find(([pattern]) => pattern.test(text))?.[1];
};

interface Cause {
  readonly meaning: Meaning;
  readonly text: string;
}

const causesOf = ({ code, message, detail }: LazadaError): readonly Cause[] => {
  const direct = overviewCodes.has(code) ? undefined : errorMeanings.get(code);
  // 4135 and its like: the service behind it may have said more
  if (direct !== undefined && direct.as !== 'unsure') return [{ meaning: direct, text: message }];
  const behind = detail.flatMap((entry): Cause[] => {
    const text = [entry.field, entry.message].filter((part) => part !== '').join(': ');
    const meaning =
      (overviewCodes.has(entry.code) ? undefined : meaningOfKey(entry.code)) ?? meaningOfText(`${entry.field} ${text}`);
    if (meaning !== undefined) return [{ meaning, text }];
    return direct === undefined && text !== '' ? [{ meaning: refusedOtherwise, text }] : [];
  });
  if (behind.length > 0) return behind;
  const told = meaningOfText(message);
  if (told !== undefined && (direct === undefined || told.as !== 'unsure')) return [{ meaning: told, text: message }];
  return direct === undefined ? [] : [{ meaning: direct, text: message }];
};

/** Adds Lazada's own words, bounded, where our sentence alone does not say what is wrong. */
const quote = (problem: ListingProblem, text: string): ListingProblem => {
  const words = text.replace(/\s+/g, ' ').trim().slice(0, quoteLength);
  if (words === '') return problem;
  return {
    ...problem,
    message: { id: `${problem.message.id} Lazada: “${words}”`, en: `${problem.message.en} Lazada: “${words}”` },
  };
};

/** What can pass by itself decides before what cannot; doubt before all. */
const order: readonly Meaning['as'][] = [
  'token-refused',
  'account-lost',
  'duplicate',
  'unsure',
  'later',
  'deferred',
  'rejected',
  'gone',
];

const toRefusal = (
  causes: readonly Cause[],
  first: Meaning,
  { code }: LazadaError,
  { creates }: RefusedCall,
): Refusal => {
  switch (first.as) {
    case 'token-refused':
      return { kind: 'token-refused' };
    case 'account-lost':
      return { kind: 'account-lost', reason: `${first.reason} (${code})` };
    case 'gone':
      return { kind: 'gone' };
    case 'duplicate':
      return creates
        ? { kind: 'unknown', reason: `An item with our SKU stands in the shop already (${code}).` }
        : { kind: 'rejected', problems: [first.problem], marketplaceCode: code };
    case 'unsure':
      return creates
        ? { kind: 'unknown', reason: `${first.reason} (${code})` }
        : { kind: 'retry', reason: first.reason, marketplaceCode: code };
    case 'later':
      return {
        kind: 'retry',
        reason: first.reason,
        marketplaceCode: code,
        ...(first.afterMs === undefined ? {} : { afterMs: first.afterMs }),
        ...(first.slowDown === undefined ? {} : { slowDown: first.slowDown }),
      };
    case 'deferred':
      return { kind: 'deferred', reason: first.problem };
    case 'rejected': {
      const problems = causes.flatMap(({ meaning, text }) =>
        meaning.as === 'rejected' ? [meaning.quotes ? quote(meaning.problem, text) : meaning.problem] : [],
      );
      const told = new Map(problems.map((problem) => [`${problem.code} ${problem.message.en}`, problem]));
      return { kind: 'rejected', problems: [...told.values()], marketplaceCode: code };
    }
  }
};

/**
 * What an answer with a code means. Total: a code that no document lists is tried again later under its own name, since a
 * refusal for ever should not rest on a guess; after a create it leaves doubt.
 */
export const mapError = (error: LazadaError, call: RefusedCall): Refusal => {
  const causes = causesOf(error);
  const first = order.flatMap((as) => causes.filter(({ meaning }) => meaning.as === as))[0];
  if (first !== undefined) return toRefusal(causes, first.meaning, error, call);
  if (overviewCodes.has(error.code) && !theirs.test(error.type))
    return toRefusal([{ meaning: refusedOtherwise, text: error.message }], refusedOtherwise, error, call);
  if (call.creates) return { kind: 'unknown', reason: `Lazada answered with an unknown error (${error.code}).` };
  return {
    kind: 'retry',
    reason: 'Lazada answered with an unknown error.',
    afterMs: unknownCodeWaitMs,
    marketplaceCode: error.code,
  };
};

/** Whether the contract's error lists know this code. */
export const isKnownError = (code: string): boolean => errorMeanings.has(code) || overviewCodes.has(code);
