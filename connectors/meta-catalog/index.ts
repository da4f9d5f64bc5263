import { feedConnector } from '../feed-connector.ts';
import { format } from './format.ts';
import { limits, plan } from './map-listing.ts';

/** The catalogue of Facebook, Instagram and WhatsApp, by a file that Meta fetches. */
export const metaCatalog = feedConnector({
  name: 'meta-catalog',
  displayName: 'Meta / WhatsApp',
  title: { min: 1, max: limits.title, unit: 'characters' },
  feed: format,
  plan,
});
