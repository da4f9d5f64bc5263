import { isOneOff, type CircumstancesOf } from '../domain/listing/circumstances.ts';
import type { Listing } from '../domain/listing/listing.ts';
import { consentStore } from './consents.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { shopCategories } from './shop-categories.dynamo.ts';

/**
 * Reads what a verdict rests on: one query about the sentra, the consent in a joint shop, and the listings elsewhere of what
 * exists once only; side by side.
 */
export const circumstancesReader = (
  register: TableAt,
  table: TableAt,
  listingsOf: (productId: string) => Promise<readonly Listing[]>,
): CircumstancesOf => {
  const sentras = shopCategories(register);
  const consents = consentStore(table);
  return async ({ accountId, holder }, listable, { ikmId, sentraId }) => {
    const isJoint = holder.type === 'sentra';
    const [sentra, consent, siblings] = await Promise.all([
      sentraId === undefined ? undefined : sentras.ofSentra(sentraId),
      isJoint ? consents.read(accountId, ikmId) : undefined,
      isOneOff(listable) ? listingsOf(listable.productId) : [],
    ]);
    return {
      ...(isJoint ? { consent: consent?.agreed ?? false } : {}),
      legalHolder: sentra?.legalHolder,
      categories: sentra?.categories ?? {},
      siblings,
    };
  };
};
