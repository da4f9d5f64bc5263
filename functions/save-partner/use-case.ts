import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import { canonicalJson, digestOf } from '../../shared/domain/digest.ts';
import type { AccountId } from '../../shared/domain/ids.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { addressFault, type AddressFault } from '../../shared/domain/partner/address.ts';
import { newSecret, type Endpoint } from '../../shared/domain/partner/endpoint.ts';
import { mayManage, placeOf, type Partner, type PartnerBody } from '../../shared/domain/partner/partner.ts';
import { partnerMarketplace, type PartnerStore } from '../../shared/domain/partner/partner-store.ts';
import { mayReach } from '../../shared/domain/partner/reach.ts';
import { ProblemError, type FieldFault } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { decideSave, nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface SavePartnerDeps {
  readonly partners: PartnerStore;
  /** What is wrong with an address, its name resolved now. */
  readonly checkAddress: (address: string) => Promise<AddressFault | undefined>;
  /** Feed files that some connector writes. */
  readonly formats: readonly string[];
  readonly clock: Clock;
}

export interface SavedPartner {
  readonly isNew: boolean;
  readonly partner: Partner;
  readonly account: Account;
  readonly endpoint: Endpoint | undefined;
  /** Set when it was made just now. */
  readonly secret?: string;
}

interface Input {
  readonly partnerId: AccountId;
  readonly body: PartnerBody;
  readonly ifMatch: string | undefined;
}

const tries = 4;

const unknownFormat = (at: number, formats: readonly string[]): FieldFault => ({
  path: `formats/${at}`,
  code: 'unknown-format',
  message: {
    id: `Format ini tidak ada. Pilih dari: ${formats.join(', ')}.`,
    en: `There is no such format. Choose from: ${formats.join(', ')}.`,
  },
});

/**
 * Makes a partner with its account, or changes it. The signing secret is answered when it is made, and again only when a
 * disabled partner is enabled anew: its old one was destroyed.
 * @throws ProblemError `bad-request` (an address that may not be called, a format nobody writes), `unknown-region`, `forbidden`, `not-found`,
 * `if-match-required`, `stale-etag`, `conflict`, `not-a-member`
 */
export const savePartner =
  ({ partners, checkAddress, formats, clock }: SavePartnerDeps) =>
  async (caller: Caller, { partnerId, body, ifMatch }: Input): Promise<SavedPartner> => {
    assertMember(caller);
    for (const [n, code] of (body.selection.regionCodes ?? []).entries())
      assertKnownRegion(code, `selection/regionCodes/${n}`);
    const unknown = body.formats.findIndex((format) => !formats.includes(format));
    if (unknown >= 0) throw new ProblemError('bad-request', [unknownFormat(unknown, formats)]);
    const digest = digestOf(body);

    const checked = async (): Promise<void> => {
      if (body.webhookUrl === undefined) return;
      const fault = await checkAddress(body.webhookUrl);
      if (fault !== undefined) throw new ProblemError('bad-request', [addressFault(fault)]);
    };
    const endpointWith = (secrets: Endpoint['secrets']): Endpoint => ({
      ...(body.webhookUrl === undefined ? {} : { url: body.webhookUrl }),
      secrets,
    });
    const fields = {
      name: body.name,
      selection: body.selection,
      formats: body.formats,
      hasWebhook: body.webhookUrl !== undefined,
    };

    const create = async (): Promise<SavedPartner | undefined> => {
      decideSave(undefined, { ifMatch, digest });
      await checked();
      const now = toIso(clock());
      const secret = newSecret();
      const endpoint = endpointWith([{ secret }]);
      const partner: Partner = { partnerId, ...fields, etag: '1', createdWith: digest, createdAt: now, updatedAt: now };
      const account: Account = {
        accountId: partnerId,
        marketplace: partnerMarketplace,
        holder: { type: 'partner', id: partnerId },
        place: placeOf(partnerId, body.selection),
        selection: body.selection,
        formats: body.formats,
        state: 'connected',
        shopId: partnerId,
        shopName: body.name,
        shopUsedBefore: false,
        etag: '1',
        createdWith: digest,
      };
      const written = await partners.create(partner, account, endpoint);
      return written === 'written' ? { isNew: true, partner, account, endpoint, secret } : undefined;
    };

    const change = async (before: Partner, account: Account): Promise<SavedPartner | undefined> => {
      await checked();
      const known = isUsable(account) ? await partners.endpoint(partnerId) : undefined;
      const secret = known === undefined ? newSecret() : undefined;
      const endpoint = endpointWith(known?.secrets ?? (secret === undefined ? [] : [{ secret }]));
      const partner: Partner = { ...before, ...fields, etag: nextEtag(before.etag), updatedAt: toIso(clock()) };
      const { lostReason: _, ...kept } = account;
      const isNewSelection = canonicalJson(before.selection) !== canonicalJson(body.selection);
      const changed: Account = {
        ...kept,
        place: placeOf(partnerId, body.selection),
        selection: body.selection,
        formats: body.formats,
        shopName: body.name,
        state: 'connected',
        ...(isNewSelection ? { terms: (account.terms ?? 0) + 1 } : {}),
      };
      const written = await partners.change({ partner: before, account }, partner, changed, endpoint);
      if (written === 'conflict') return undefined;
      return { isNew: false, partner, account: changed, endpoint, ...(secret === undefined ? {} : { secret }) };
    };

    for (let n = 0; n < tries; n += 1) {
      const [partner, account] = await Promise.all([partners.read(partnerId), partners.account(partnerId)]);
      const isSeen = partner !== undefined && account !== undefined && mayReach(caller, partner, account);
      if (!isSeen) {
        // asked first, so that the answer does not tell whether the id is in use
        if (!mayManage(caller, body.selection)) throw new ProblemError('forbidden');
        if (partner !== undefined || account !== undefined) throw new ProblemError('not-found');
        const created = await create();
        if (created !== undefined) return created;
        continue;
      }
      if (!mayManage(caller, partner.selection) || !mayManage(caller, body.selection))
        throw new ProblemError('forbidden');
      if (decideSave(partner, { ifMatch, digest }) === 'repeat')
        return { isNew: false, partner, account, endpoint: await partners.endpoint(partnerId) };
      const changed = await change(partner, account);
      if (changed !== undefined) return changed;
    }
    throw new ProblemError('conflict');
  };
