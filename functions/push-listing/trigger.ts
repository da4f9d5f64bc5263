import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'queue', queue: 'work', batchSize: 10 },
  perConnector: true,
  access: {
    register: { read: ['PRODUCT', 'IKM', 'SENTRA'] },
    listings: {
      read: ['LISTING', 'ACCOUNT', 'SHOP', 'MARKETPLACE', 'FACT', 'CONSENT', 'SHOPITEM', 'OPENITEM'],
      write: ['LISTING', 'ATTEMPT', 'ACCOUNT', 'SHOP', 'MARKETPLACE', 'FACT', 'SHOPITEM', 'OPENITEM'],
      delete: ['ACCOUNT'],
    },
    withFeed: { read: ['FEED', 'VERDICT'], write: ['FEED', 'DELIVERY'] },
    photos: { read: ['renditions/'] },
    keys: ['unseal'],
    apps: 'own',
    publicUrl: true,
    sends: ['work'],
  },
  // a look may make calls for 50 s; its lease lasts 90 s
  sizing: { timeoutSeconds: 60, memoryMb: 512 },
  impact: 'Listings of this marketplace are not brought up to date; they stay due and catch up when it works again.',
});
