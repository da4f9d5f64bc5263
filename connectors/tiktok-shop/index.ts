import { defineConnector } from '../connector.ts';
import { authorization } from './authorization.ts';
import { gatherFacts, requirements } from './facts.ts';
import { create, findByMarker, read, remove, setOnSale, updateContent, updatePrice, updateStock } from './items.ts';
import { plan, titleLimits } from './map-listing.ts';
import { orders } from './orders.ts';
import { uploadPhoto } from './photos.ts';
import { push } from './push.ts';
import { shop } from './shop.ts';

/** TikTok Shop Indonesia, which is Tokopedia's too, through the TikTok Shop Open API 202309 and later. */
export const tiktokShop = defineConnector({
  name: 'tiktok-shop',
  displayName: 'TikTok Shop | Tokopedia',
  status: 'simulator',
  hosts: {
    sandbox: 'https://open-api-sandbox.tiktokglobalshop.com',
    live: 'https://open-api.tiktokglobalshop.com',
  },
  // a repeated create is the same request by its key, so the search may lag without harm
  quarantineMs: 30_000,
  // "standard write 1–3 rps" per app and shop is advised; the house learns from refusals
  ratePerSecond: 3,
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
  setOnSale,
  remove,
  findByMarker,
  read,
  push,
  title: titleLimits,
  feeShare: 0.1,
  shop,
  orders,
  feed: null,
});
