import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'queue', queue: 'callbacks', batchSize: 10 },
  perConnector: true,
  onlyWith: 'push',
  access: {
    listings: {
      read: ['LISTING', 'ACCOUNT', 'SHOP', 'ORDER'],
      write: ['LISTING', 'ACCOUNT', 'SHOP', 'ORDER'],
      delete: ['ACCOUNT', 'ORDER'],
    },
    register: { read: ['PRODUCT'], write: ['PRODUCT'] },
    keys: ['seal', 'unseal'],
    apps: 'own',
    sends: ['callbacks'],
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'Pushes of this marketplace wait: its orders are found by asking, the rest by the slow sweep within hours.',
});
