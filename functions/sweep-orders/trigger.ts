import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 5 },
  access: {
    listings: {
      read: ['ORDER'],
      write: ['ORDER'],
      delete: ['ORDER'],
      index: { 'by-due': ['ORDER-STOCK', 'ORDER-CLOCK'] },
    },
    register: { read: ['PRODUCT'], write: ['PRODUCT'] },
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'Nobody is told of orders that no one acknowledged; stock changes that a crash interrupted wait.',
});
