import { defineConnector } from '../connector.ts';
import { authorization } from './authorization.ts';
import { gatherFacts, requirements } from './facts.ts';
import {
  create,
  findByMarker,
  read,
  remove,
  setOnSale,
  updateContent,
  updateOffer,
  updatePrice,
  updateStock,
} from './items.ts';
import { maxNameBytes, plan } from './map-listing.ts';
import { orders } from './orders.ts';
import { uploadPhoto } from './photos.ts';
import { push } from './push.ts';
import { shop } from './shop.ts';

/** Lazada Indonesia through Lazada Open Platform. */
export const lazada = defineConnector({
  name: 'lazada',
  displayName: 'Lazada',
  status: 'simulator',
  // there is no sandbox host: an app in test status works with test shops on the live one
  hosts: { sandbox: 'https://api.lazada.co.id', live: 'https://api.lazada.co.id' },
  // nothing is said of how soon a search sees a new product; half a minute leaves room
  quarantineMs: 30_000,
  // 50 inventory calls a second and seller are named, and none for the others
  ratePerSecond: 10,
  appFields: ['appKey', 'appSecret'],
  authorization,
  gatherFacts,
  plan,
  requirements,
  uploadPhoto,
  create,
  updateContent,
  updatePrice,
  updateStock,
  updateOffer,
  setOnSale,
  remove,
  findByMarker,
  read,
  push,
  title: { min: 1, max: maxNameBytes, unit: 'bytes' },
  feeShare: 0.08,
  shop,
  orders,
  feed: null,
});
