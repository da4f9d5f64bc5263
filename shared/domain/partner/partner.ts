import * as z from 'zod';
import { isWithin, type Caller, type Place } from '../member/member.ts';
import { Selection } from '../account/selection.ts';
import { AccountId } from '../ids.ts';
import { line } from '../text.ts';
import { IsoInstant } from '../time.ts';

/** A feed file that a partner may fetch, by the name its connector gives it. */
const FeedFormatName = z.string().max(40);

/** A partner as it is sent. Its id is also the id of its account. */
export const PartnerBody = z.strictObject({
  name: line(100),
  selection: Selection,
  webhookUrl: z.string().max(2000).optional().meta({
    description: 'Where signed changes are POSTed: https, port 443 or 8443, a public internet address',
  }),
  formats: z.array(FeedFormatName).max(10).default(['items.jsonl']),
});
export type PartnerBody = z.infer<typeof PartnerBody>;

/** A partner as stored. The webhook's address and secrets are sealed with its account's tokens. */
export const Partner = z.object({
  partnerId: AccountId,
  name: z.string(),
  selection: Selection,
  hasWebhook: z.boolean(),
  formats: z.array(FeedFormatName),
  etag: z.string(),
  createdWith: z.string(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});
export type Partner = z.infer<typeof Partner>;

/** A partner as the API shows it. */
export const PartnerView = z.strictObject({
  partnerId: AccountId,
  name: z.string(),
  selection: Selection,
  webhookUrl: z.string().nullable(),
  formats: z.array(FeedFormatName),
  state: z.enum(['active', 'disabled']).meta({
    description: 'disabled: its endpoint answered 410 Gone; saving the partner again with an address enables it anew',
  }),
  notice: z.string().nullable().meta({ description: 'What its people should know, in the language asked for' }),
  secret: z.string().optional().meta({
    description: 'Signing secret, shown this once: when the partner was made or enabled anew',
  }),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});

/** Where a partner stands: the smallest area that holds all of its regions. */
export const placeOf = (
  partnerId: string,
  { regionCodes = [] }: Selection,
): Place & { readonly regionCode: string; readonly partnerId: string } => {
  const codes = regionCodes.map((code) => code.split('.'));
  const [first = []] = codes;
  const shared = first.filter((_, n) =>
    codes.every((code) => first.slice(0, n + 1).every((part, at) => part === code[at])),
  );
  return { regionCode: shared.join('.'), partnerId };
};

/** Whether the caller may say which products this selection takes: kementerian any, dinas within its own regions. */
export const mayManage = (caller: Caller, { regionCodes = [] }: Selection): boolean =>
  caller.memberships.some(
    ({ role, scope }) =>
      role === 'kementerian' ||
      (role === 'dinas' &&
        regionCodes.length > 0 &&
        regionCodes.every((code) => scope.some((area) => isWithin(code, area)))),
  );
