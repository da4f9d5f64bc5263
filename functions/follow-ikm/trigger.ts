import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'events', types: ['ikm.moved.v1', 'ikm.merged.v1'], batchSize: 5 },
  access: {
    register: {
      read: ['IKM', 'PRODUCT', 'MEMBER', 'TEAM'],
      write: ['PRODUCT', 'MEMBER', 'CONTACT', 'SUBJECT', 'TEAM'],
      delete: ['PRODUCT', 'TEAM'],
      index: { 'by-ikm': ['IKM'] },
    },
    listings: { read: ['ACCOUNT', 'LISTING'], write: ['ACCOUNT', 'LISTING'], index: { 'by-holder': ['HOLDER'] } },
  },
  sizing: { timeoutSeconds: 60 },
  impact:
    'Products, listings and shops of IKMs that moved or were merged stay at their old place until it works again.',
});
