import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 5 },
  access: {
    register: {
      read: ['FUNNEL', 'IKM', 'SENTRA'],
      write: ['FUNNEL', 'REACHED'],
      index: { 'by-region': ['REGION-IKM'], 'by-ikm': ['IKM'] },
    },
    listings: { index: { 'by-holder': ['HOLDER'], 'by-listed-ikm': ['LISTED-IKM', 'ORDERS-IKM'] } },
  },
  sizing: { timeoutSeconds: 240 },
  impact: 'The funnel is not compared with the records; what its events told is counted all the same.',
});
