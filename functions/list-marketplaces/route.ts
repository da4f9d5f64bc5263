import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

/** A marketplace the house can list on, and what it can do there. */
export const MarketplaceView = z.strictObject({
  name: z.string(),
  displayName: z.string(),
  status: z.enum(['simulator', 'sandbox', 'live']).meta({
    description: 'How far it was tried: against our own simulator, the marketplace’s sandbox, or real shops',
  }),
  can: z.strictObject({
    shop: z.boolean().meta({ description: 'Read what a shop sells already' }),
    orders: z.boolean().meta({ description: 'Bring orders back' }),
    callback: z.boolean().meta({ description: 'Tell us of changes there by itself' }),
    feed: z.string().nullable().meta({ description: 'The file it fetches from us; null for one that is called' }),
  }),
});

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/marketplaces'],
  auth: 'public',
  tag: 'accounts',
  summary: 'The marketplaces products can be listed on, and how far each was tried',
  answers: { 200: z.strictObject({ items: z.array(MarketplaceView) }) },
  problems: [],
  access: {},
  impact: 'Screens cannot show which marketplaces there are; everything else works.',
});
