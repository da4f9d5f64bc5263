import { feedConnector } from '../feed-connector.ts';
import { format } from './format.ts';
import { limits, plan } from './map-listing.ts';

/** Google Merchant Center, by a file that Google fetches. */
export const googleMerchant = feedConnector({
  name: 'google-merchant',
  displayName: 'Google Merchant',
  title: { min: 1, max: limits.title, unit: 'characters' },
  feed: format,
  plan,
});
