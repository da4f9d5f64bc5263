import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'queue', queue: 'callbacks', batchSize: 10 },
  perConnector: true,
  onlyWith: 'push',
  access: {
    listings: {
      read: ['LISTING', 'ACCOUNT', 'SHOP'],
      write: ['LISTING', 'ACCOUNT', 'SHOP'],
      delete: ['ACCOUNT'],
    },
    keys: ['unseal'],
    apps: 'own',
    sends: ['callbacks'],
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'Pushes of this marketplace wait; the slow sweep finds what they tell within hours.',
});
