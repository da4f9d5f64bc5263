import type { Connector } from '../connector.ts';
import { planFeed, type FeedLimits } from '../feed-plan.ts';

/** Product data specification (support.google.com/merchants/answer/7052112). */
export const limits: FeedLimits = {
  marketplace: 'Google',
  title: 150,
  description: 5000,
  additionalImages: 10,
  brand: 70,
  needsBrand: false,
};

export const plan: Connector['plan'] = (listable, overrides, facts) => planFeed(listable, overrides, facts, limits);
