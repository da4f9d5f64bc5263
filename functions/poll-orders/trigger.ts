import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 5 },
  perConnector: true,
  onlyWith: 'orders',
  access: {
    listings: {
      read: ['ACCOUNT', 'SHOP', 'LISTING', 'ORDER', 'MARKETPLACE'],
      write: ['ACCOUNT', 'SHOP', 'ORDER', 'MARKETPLACE'],
      delete: ['ACCOUNT', 'ORDER'],
      index: { 'by-due': ['REFRESH'] },
    },
    register: { read: ['PRODUCT'], write: ['PRODUCT'] },
    keys: ['seal', 'unseal'],
    apps: 'own',
  },
  sizing: { timeoutSeconds: 120 },
  impact: 'Orders that no push told of are not found: owners may miss them, and stock elsewhere stays too high.',
});
