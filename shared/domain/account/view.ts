import * as z from 'zod';
import { AccountId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import { accountStates, Holder, type Account } from './account.ts';

/** A shop account as the API shows it. */
export const AccountView = z.strictObject({
  accountId: AccountId,
  marketplace: z.string(),
  holder: Holder,
  legalHolder: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'Of a joint shop, in the detail: who holds it in law; null while the sentra names nobody' }),
  feeds: z
    .array(z.strictObject({ format: z.string(), url: z.url() }))
    .optional()
    .meta({ description: "In the detail, of an account with a feed: what to paste into the marketplace's console" }),
  shopId: z.string().nullable(),
  shopName: z.string().nullable(),
  state: z.enum(accountStates),
  expiresAt: IsoInstant.nullable().meta({ description: "When the shop's owner must authorize again" }),
});

export const accountView = (account: Account): z.infer<typeof AccountView> => ({
  accountId: account.accountId,
  marketplace: account.marketplace,
  holder: account.holder,
  shopId: account.shopId ?? null,
  shopName: account.shopName ?? null,
  state: account.state,
  expiresAt: account.grantEndsAt ?? null,
});
