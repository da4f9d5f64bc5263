import type { Account } from '../shared/domain/account/account.ts';
import type { SeenOrder } from '../shared/domain/order/order.ts';
import { openAccess, type AccessDeps } from './access.ts';
import type { CallResult, OrderReader, PageOf, Session } from './connector.ts';

export interface LookAtOrdersDeps extends AccessDeps {
  /** Takes in one look at an order (`shared/domain/order/record-order.ts`). */
  readonly record: (account: Account, seen: SeenOrder) => Promise<unknown>;
}

/** `later`: the marketplace could not be asked now · `lost`: we may not ask for this shop any more. */
type Answer<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'later' } | { readonly kind: 'lost' };

/** Asks for a shop with its token; one that is refused is refreshed once. */
const ask = async <T>(
  deps: AccessDeps,
  account: Account,
  question: (session: Session) => Promise<CallResult<T>>,
): Promise<Answer<T>> => {
  let refused: string | undefined;
  for (let round = 0; round < 2; round += 1) {
    const access = await openAccess(deps)(account, refused);
    if (access.kind === 'lost') return { kind: 'lost' };
    if (access.kind !== 'ok') return { kind: 'later' };
    const result = await question({ ...deps.app, shopId: account.shopId ?? '', accessToken: access.accessToken });
    if (result.kind === 'ok') return result;
    if (result.kind === 'account-lost') {
      await deps.accounts.lose(account.accountId, 'revoked', result.reason);
      return { kind: 'lost' };
    }
    if (result.kind !== 'token-refused') return { kind: 'later' };
    refused = access.accessToken;
  }
  return { kind: 'later' };
};

/** Reads one order at its marketplace and takes it in. One that the marketplace does not know is none. */
export const lookAtOrder =
  (deps: LookAtOrdersDeps, reader: OrderReader) =>
  async (account: Account, externalId: string): Promise<'done' | 'later'> => {
    const answer = await ask(deps, account, (session) => reader.read(session, externalId));
    if (answer.kind === 'later') return 'later';
    if (answer.kind === 'ok' && answer.value !== null) await deps.record(account, answer.value);
    return 'done';
  };

/** One page of the orders that changed in a span; undefined when the marketplace could not be asked. */
export const listOrders =
  (deps: AccessDeps, reader: OrderReader) =>
  async (
    account: Account,
    span: { readonly fromMs: number; readonly toMs: number },
    cursor: string | undefined,
  ): Promise<PageOf<string> | undefined> => {
    const answer = await ask(deps, account, (session) => reader.list(session, span, cursor));
    return answer.kind === 'ok' ? answer.value : undefined;
  };
