import { defineConnector } from '../connector.ts';
import { authorization } from './authorization.ts';
import { feed } from './feed.ts';
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
import { gatherFacts, plan, requirements } from './plan.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Any small marketplace as data: signed CloudEvents to its own address, and a feed to fetch what was missed. */
export const webhook = defineConnector({
  name: 'webhook',
  displayName: 'Mitra (webhook)',
  status: 'simulator',
  // partners have addresses of their own; names that cannot exist (RFC 6761) excuse no address from its checks
  hosts: { sandbox: 'https://partner.invalid', live: 'https://partner.invalid' },
  // our own shelf tells at once what was made
  quarantineMs: second,
  ratePerSecond: 10,
  appFields: [],
  authorization,
  gatherFacts,
  plan,
  requirements,
  // events name the photo's public address; nothing is uploaded
  uploadPhoto: (_session, { name }) => Promise.resolve({ kind: 'ok', value: { imageId: name } }),
  create,
  updateContent,
  updatePrice,
  updateStock,
  updateOffer,
  setOnSale,
  remove,
  findByMarker,
  read,
  push: null,
  title: { min: 1, max: 255, unit: 'characters' },
  feeShare: 0,
  shop: null,
  orders: null,
  feed,
  // Standard Webhooks: "immediately, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h"
  retryLadderMs: [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
  callsPartners: true,
});
