import type { Connector } from '../connector.ts';
import { planFeed, type FeedLimits } from '../feed-plan.ts';

/** Catalogue fields (developers.facebook.com/docs/marketing-api/catalog/reference). */
export const limits: FeedLimits = {
  marketplace: 'Meta',
  title: 200,
  description: 9999,
  additionalImages: 20,
  brand: 100,
  needsBrand: true,
};

export const plan: Connector['plan'] = (listable, overrides, facts) => planFeed(listable, overrides, facts, limits);
