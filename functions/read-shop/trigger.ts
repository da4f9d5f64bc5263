import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'queue', queue: 'readings', batchSize: 1 },
  perConnector: true,
  onlyWith: 'shop',
  access: {
    register: { read: ['PRODUCT'], index: { 'by-ikm': ['IKM'], 'by-sentra': ['SENTRA-PRODUCT'] } },
    listings: {
      read: ['LISTING', 'ACCOUNT', 'SHOP', 'SHOPITEM', 'OPENITEM', 'MARKETPLACE'],
      write: ['ACCOUNT', 'SHOP', 'SHOPITEM', 'OPENITEM', 'MARKETPLACE'],
      delete: ['ACCOUNT', 'SHOPITEM', 'OPENITEM'],
    },
    keys: ['unseal'],
    apps: 'own',
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'New shops of this marketplace are not read: nothing is created in them until it works again.',
});
