import type { HashIdentity } from '../identity/sealer.ts';
import { ProblemError } from '../problem.ts';
import { nextEtag } from '../save.ts';
import type { HelperCode, Teams } from './helper.ts';

/** How long a code holds, and how many guesses it takes. */
export const codeMs = 10 * 60_000;
const mostTries = 5;

/** The six digits of a code: nobody can tell them without the house's key. */
export const digitsOf = async (
  hashIdentity: HashIdentity,
  { ikmId, memberId, nonce }: Pick<HelperCode, 'ikmId' | 'memberId' | 'nonce'>,
): Promise<string> => {
  const { hash } = await hashIdentity('helper-code', `${ikmId}|${memberId}|${nonce}`);
  // the remainder favours no code by more than one in ten million
  const number = Buffer.from(hash, 'base64url').readUIntBE(0, 6) % 1_000_000;
  return String(number).padStart(6, '0');
};

export const isOpen = ({ expiresAtMs, tries }: HelperCode, nowMs: number): boolean =>
  nowMs < expiresAtMs && tries < mostTries;

/**
 * Spends one guess. @throws ProblemError `wrong-code`, whatever is wrong: no code, no such IKM, too late, too many guesses
 */
export const spendCode = async (
  { teams, hashIdentity }: { readonly teams: Pick<Teams, 'code' | 'saveCode'>; readonly hashIdentity: HashIdentity },
  { ikmId, memberId, digits }: { readonly ikmId: string; readonly memberId: string; readonly digits: string },
  nowMs: number,
): Promise<void> => {
  const code = await teams.code(ikmId, memberId);
  const wanted = await digitsOf(hashIdentity, { ikmId, memberId, nonce: code?.nonce ?? '' });
  if (code === undefined || !isOpen(code, nowMs)) throw new ProblemError('wrong-code');
  const isRight = wanted === digits;
  // counted before it is answered, so that guesses at the same time count too; a code that was right is used up
  const spent = { ...code, etag: nextEtag(code.etag), tries: isRight ? mostTries : code.tries + 1 };
  if (!(await teams.saveCode(spent, code)) || !isRight) throw new ProblemError('wrong-code');
};
