import { defineConnector } from '../connector.ts';
import { authorization } from './authorization.ts';
import { gatherFacts, requirements } from './facts.ts';
import { create, findByMarker, read, remove, setOnSale, updateContent, updatePrice, updateStock } from './items.ts';
import { plan } from './map-listing.ts';
import { orders } from './orders.ts';
import { uploadPhoto } from './photos.ts';
import { push } from './push.ts';
import { shop } from './shop.ts';

/** Shopee Indonesia through Shopee Open Platform v2. */
export const shopee = defineConnector({
  name: 'shopee',
  displayName: 'Shopee',
  status: 'simulator',
  hosts: {
    sandbox: 'https://openplatform.sandbox.test-stable.shopee.sg',
    live: 'https://partner.shopeemobile.com',
  },
  // Shopee says only that item data may lag by seconds; half a minute leaves room
  quarantineMs: 30_000,
  // no number is published; the house goes slower when Shopee says so
  ratePerSecond: 10,
  appFields: ['partnerId', 'partnerKey'],
  authorization,
  gatherFacts,
  plan,
  requirements,
  uploadPhoto,
  create,
  updateContent,
  updatePrice,
  updateStock,
  setOnSale,
  remove,
  findByMarker,
  read,
  push,
  title: { min: 5, max: 100, unit: 'characters' },
  feeShare: 0.08,
  shop,
  orders,
  feed: null,
});
