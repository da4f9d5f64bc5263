import * as z from 'zod';
import { AccountId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import type { Place } from '../member/member.ts';

export const Holder = z.strictObject({
  type: z.enum(['ikm', 'sentra']),
  id: z
    .string()
    .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    .meta({ description: 'Id of the IKM or of the sentra (joint shop)' }),
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
  }),
  state: z.enum(accountStates),
  shopId: z.string().optional(),
  shopName: z.string().optional(),
  /** When the shop's owner must authorize again. */
  grantEndsAt: IsoInstant.optional(),
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

/** Whether a product of this IKM and sentra may be listed through the account: its own shop, or its sentra's joint shop. */
export const mayCarry = ({ holder }: Pick<Account, 'holder'>, product: Place): boolean =>
  holder.type === 'ikm' ? holder.id === product.ikmId : holder.id === product.sentraId;

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
