import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'events', types: ['ikm.data-request-due.v1'], batchSize: 1 },
  access: {
    register: {
      read: ['IKM', 'PRODUCT', 'TEAM', 'AUDIT'],
      write: ['IKM'],
      index: { 'by-ikm': ['IKM'] },
    },
    listings: { index: { 'by-listed-ikm': ['LISTED-IKM', 'ORDERS-IKM'] } },
    photos: { read: ['renditions/'] },
    intake: { list: ['papers/'], read: ['papers/'], write: ['exports/'], delete: ['exports/'] },
    keys: ['unseal'],
  },
  // a copy is put together in memory: 150 photos of 1 MB at most, and papers
  sizing: { timeoutSeconds: 300, memoryMb: 2048 },
  impact: 'Copies of personal data are not made; they are when it works again. The law gives three days.',
});
