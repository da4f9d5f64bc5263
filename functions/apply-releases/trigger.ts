import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'events', types: ['partner.release-changed.v1', 'product.curated.v1'], batchSize: 10 },
  access: {
    register: { read: ['PRODUCT'], index: { 'by-ikm': ['IKM'] } },
    listings: { read: ['RELEASE', 'ACCOUNT', 'LISTING'], write: ['RELEASE', 'LISTING'] },
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'What owners released to partners as a whole is not carried out until it works again; then it catches up.',
});
