import type { Consent, ConsentBody } from '../../shared/domain/account/consent.ts';
import { reachConsent, type ReachConsentDeps } from '../../shared/domain/account/reach-consent.ts';
import type { AccountId, IkmId } from '../../shared/domain/ids.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface SaveConsentDeps extends ReachConsentDeps {
  readonly consents: {
    readonly read: (accountId: string, ikmId: string) => Promise<Consent | undefined>;
    readonly say: (consent: Consent, before: Consent | undefined) => Promise<'written' | 'conflict'>;
  };
  readonly clock: Clock;
}

const tries = 5;

/**
 * Records what the owner says, with who and when; the same word again changes nothing.
 * @throws ProblemError `not-found`, `forbidden` (others than the owner and their mentor), `not-a-member`, `conflict`
 */
export const saveConsent =
  (deps: SaveConsentDeps) =>
  async (
    caller: Caller,
    of: { readonly accountId: AccountId; readonly ikmId: IkmId },
    { agreed, version }: ConsentBody,
  ): Promise<Consent> => {
    await reachConsent(deps, caller, of, true);
    for (let n = 0; n < tries; n += 1) {
      const before = await deps.consents.read(of.accountId, of.ikmId);
      if (before?.agreed === agreed && before.version === version && before.how === 'own') return before;
      const consent: Consent = {
        ...of,
        agreed,
        how: 'own',
        ...(version === undefined ? {} : { version }),
        at: toIso(deps.clock()),
        by: caller.subject,
        etag: nextEtag(before?.etag),
      };
      if ((await deps.consents.say(consent, before)) === 'written') return consent;
    }
    throw new ProblemError('conflict');
  };
