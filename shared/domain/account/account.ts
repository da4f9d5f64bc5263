import * as z from 'zod';
import { AccountId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import type { Place } from '../member/member.ts';
import { isSelected, Selection } from './selection.ts';
import { ShopRules } from './shop-rules.ts';

export const Holder = z.strictObject({
  type: z.enum(['ikm', 'sentra', 'partner']),
  id: z
    .string()
    .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    .meta({ description: 'Id of the IKM, of the sentra (joint shop) or of the partner' }),
});
export type Holder = z.infer<typeof Holder>;

export const accountStates = ['pending', 'connected', 'expiring', 'expired', 'revoked'] as const;

/** The grant by which we act for one shop; held by an IKM or, for a joint shop, by a sentra. */
export const Account = z.object({
  accountId: AccountId,
  marketplace: z.string(),
  holder: Holder,
  /** Where its holder stands, copied when it was opened: scope decisions are made on this. */
  place: z.object({
    regionCode: z.string(),
    sentraId: z.string().optional(),
    ikmId: z.string().optional(),
    partnerId: z.string().optional(),
  }),
  /** Which products a partner takes; nothing for other holders. */
  selection: Selection.optional(),
  /** Feed files it offers, by name; absent: its connector's own. */
  formats: z.array(z.string()).optional(),
  state: z.enum(accountStates),
  shopId: z.string().optional(),
  shopName: z.string().optional(),
  /** When the shop's owner must authorize again. */
  grantEndsAt: IsoInstant.optional(),
  /** Price, stock and title as the shop's holder wants them. */
  rules: ShopRules.optional(),
  /** Counts changes of what decides what the shop shows (rules, selection): each is a cause to look at its listings. */
  terms: z.int().optional(),
  /** Another account acted for this shop before: its items may be there under our markers. */
  shopUsedBefore: z.boolean(),
  /** Why it was lost, in the marketplace's words. */
  lostReason: z.string().optional(),
  etag: z.string(),
  createdWith: z.string(),
});
export type Account = z.infer<typeof Account>;

/** Whether we may act for the shop now. */
export const isUsable = ({ state }: Pick<Account, 'state'>): boolean => state === 'connected' || state === 'expiring';

/** Said of an account that its owner disconnected here. */
export const disconnected = 'disconnected';

/** Whether the grant was lost against its owner's word, so that connecting again is what helps. */
export const isLost = ({ state, lostReason }: Pick<Account, 'state' | 'lostReason'>): boolean =>
  state === 'expired' || (state === 'revoked' && lostReason !== disconnected);

/** Where a product comes from and what it is: what decides which shops may carry it. */
export type Carried = Place & { readonly komoditas?: string | undefined };

/**
 * Whether a product may be listed through the account: its IKM's own shop, its sentra's joint shop, or a partner that
 * selected its kind.
 */
export const mayCarry = ({ holder, selection }: Pick<Account, 'holder' | 'selection'>, product: Carried): boolean => {
  switch (holder.type) {
    case 'ikm':
      return holder.id === product.ikmId;
    case 'sentra':
      return holder.id === product.sentraId;
    case 'partner':
      return selection !== undefined && isSelected(selection, product);
  }
};

/** An owner is told this long before a grant ends. */
const expiringMs = 14 * 86_400_000;

/** The state of a connected account by its grant's end. */
export const connectedState = (grantEndsAtMs: number, nowMs: number): 'connected' | 'expiring' =>
  grantEndsAtMs - nowMs < expiringMs ? 'expiring' : 'connected';

/** The tokens of one account, sealed, and who refreshes them at the moment. Times in milliseconds since 1970. */
export const Tokens = z.object({
  /** `{accessToken, refreshToken}` under the account's data key. */
  sealed: z.string(),
  accessEndsAtMs: z.number(),
  refreshEndsAtMs: z.number(),
  lease: z.object({ holder: z.string(), untilMs: z.number() }).optional(),
});
export type Tokens = z.infer<typeof Tokens>;

/** What is inside `sealed`. */
export const TokenPair = z.object({ accessToken: z.string(), refreshToken: z.string() });
export type TokenPair = z.infer<typeof TokenPair>;
