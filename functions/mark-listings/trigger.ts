import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: {
    kind: 'events',
    types: [
      'product.curated.v1',
      'product.offer-changed.v1',
      'product.archived.v1',
      'photo.processed.v1',
      'ikm.verified.v1',
      'ikm.closed.v1',
      'ikm.profile-changed.v1',
      'ikm.consent-changed.v1',
      'paper.saved.v1',
      'paper.checked.v1',
      'paper.expired.v1',
      'account.connected.v1',
      'account.lost.v1',
      'account.rules-changed.v1',
      'account.consent-changed.v1',
      'shop.read.v1',
      'partner.saved.v1',
      'partner.disabled.v1',
      'sentra.categories-changed.v1',
    ],
    batchSize: 10,
  },
  access: {
    register: { index: { 'by-sentra': ['SENTRA-IKM'] } },
    listings: {
      read: ['LISTING'],
      write: ['LISTING'],
      index: { 'by-account': ['LISTED'], 'by-listed-ikm': ['LISTED-IKM'] },
    },
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'Changes of products, IKMs and shops do not reach listings until it works again; then they catch up.',
});
