import type { Connector } from '../../connectors/connector.ts';
import type { Account, Holder } from '../../shared/domain/account/account.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import type { AccountId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Clock } from '../../shared/domain/time.ts';

/** How long an owner has to finish at the marketplace, in milliseconds. */
const authorizationMs = 10 * 60_000;

export interface OpenAccountDeps {
  readonly loadConnector: (marketplace: string) => Promise<Connector | undefined>;
  /** The partner app of a marketplace, its base URL and where it sends the owner back to. */
  readonly appOf: (connector: Connector) => Promise<{
    readonly app: Readonly<Record<string, string>>;
    readonly baseUrl: string;
    readonly redirectUrl: string;
  }>;
  readonly placeOfIkm: (ikmId: string) => Promise<(Place & { readonly regionCode: string }) | undefined>;
  readonly placeOfSentra: (sentraId: string) => Promise<(Place & { readonly regionCode: string }) | undefined>;
  readonly accounts: {
    readonly read: (accountId: string) => Promise<Account | undefined>;
    readonly create: (account: Account) => Promise<'written' | 'conflict'>;
    readonly openAuthorization: (state: string, account: Account, endsAtMs: number) => Promise<void>;
  };
  /** 32 random bytes as text. */
  readonly newState: () => string;
  readonly clock: Clock;
}

interface Body {
  readonly accountId: AccountId;
  readonly marketplace: string;
  readonly holder: Holder;
}

/**
 * Opens a pending account, or takes up the one of this id again, and answers where its owner authorizes us. Each answer
 * carries its own one-time state.
 * @throws ProblemError `not-found` (holder outside scope, somebody else's id), `unknown-marketplace`, `identity-fixed`
 */
export const openAccount =
  (deps: OpenAccountDeps) =>
  async (caller: Caller, body: Body): Promise<{ readonly authorizationUrl: string; readonly isNew: boolean }> => {
    assertMember(caller);
    const { accounts, clock } = deps;
    const { holder } = body;
    const place = await (holder.type === 'ikm' ? deps.placeOfIkm(holder.id) : deps.placeOfSentra(holder.id));
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    const connector = await deps.loadConnector(body.marketplace);
    if (connector === undefined) throw new ProblemError('unknown-marketplace');
    const { regionCode, sentraId, ikmId } = place;
    const fresh: Account = {
      accountId: body.accountId,
      marketplace: connector.name,
      holder,
      // a sentra's account is its own, not any IKM's
      place: {
        regionCode,
        ...(sentraId === undefined ? {} : { sentraId }),
        ...(ikmId === undefined || holder.type === 'sentra' ? {} : { ikmId }),
      },
      state: 'pending',
      shopUsedBefore: false,
      etag: '1',
      createdWith: digestOf(body),
    };
    const isNew = (await accounts.create(fresh)) === 'written';
    const account = isNew ? fresh : await accounts.read(body.accountId);
    if (account === undefined || !isAllowed(caller, account.place, anyone)) throw new ProblemError('not-found');
    if (account.createdWith !== fresh.createdWith) throw new ProblemError('identity-fixed');

    const state = deps.newState();
    await accounts.openAuthorization(state, account, clock() + authorizationMs);
    const { app, baseUrl, redirectUrl } = await deps.appOf(connector);
    const back = new URL(redirectUrl);
    back.searchParams.set('state', state);
    return { authorizationUrl: connector.authorization.url(app, baseUrl, back.href, clock()), isNew };
  };
