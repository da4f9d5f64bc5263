import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: {
    kind: 'events',
    types: [
      'ikm.enrolled.v1',
      'ikm.verified.v1',
      'ikm.moved.v1',
      'ikm.closed.v1',
      'ikm.merged.v1',
      'sentra.changed.v1',
      'attendance.recorded.v1',
      'account.connected.v1',
      'product.curated.v1',
      'listing.wanted.v1',
      'listing.went-live.v1',
      'order.received.v1',
      'order.changed.v1',
    ],
    batchSize: 10,
  },
  access: {
    register: {
      read: ['FUNNEL', 'IKM', 'SENTRA'],
      write: ['FUNNEL', 'REACHED'],
      index: { 'by-sentra': ['SENTRA-IKM'] },
    },
    listings: { read: ['ORDER'] },
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'The funnel stands still; it catches up when it works again.',
});
