import { openAccess } from '../../connectors/access.ts';
import type { CallResult, Session } from '../../connectors/connector.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { callMs, type PushDeps, type Span } from './ports.ts';

/** One call to the marketplace in the name of a shop. */
export type Call = <T>(act: (session: Session) => Promise<CallResult<T>>) => Promise<CallResult<T>>;

/**
 * Calls with the shop's token and a signal that ends before the lease. A refused token is refreshed once and the call made
 * again: a call whose token was refused was not done. What the answer tells of the marketplace's health is learnt.
 */
export const callerFor =
  (deps: PushDeps, account: Account, span: Span): Call =>
  async (act) => {
    let refused: string | undefined;
    const shopId = account.shopId ?? '';
    for (let round = 0; round < 2; round += 1) {
      const access = await openAccess(deps)(account, refused);
      if (access.kind === 'busy') return { kind: 'retry', reason: 'token-busy', afterMs: 1_000 };
      if (access.kind === 'retry') return access;
      if (access.kind === 'lost') return { kind: 'account-lost', reason: 'no usable token' };
      const signal = deps.signalAfter(Math.max(1, Math.min(callMs, span.deadlineMs - deps.clock())));
      const session = { ...deps.app, signal, shopId, accessToken: access.accessToken };
      const house = deps.houseOf?.(account);
      const result = await act(house === undefined ? session : { ...session, house });
      await deps.traffic.learn(shopId, result);
      if (result.kind !== 'token-refused') return result;
      refused = access.accessToken;
    }
    return { kind: 'token-refused' };
  };
