import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  // one at a time, so that a pack too many does not hold up the others of its batch
  trigger: { kind: 'events', types: ['pack.requested.v1'], batchSize: 1 },
  access: {
    register: {
      read: ['PACK', 'PRODUCT', 'IKM', 'SENTRA'],
      write: ['PACK'],
      index: { 'by-ikm': ['IKM'], 'by-sentra': ['SENTRA-PRODUCT'] },
    },
    photos: { read: ['renditions/'] },
    files: { write: ['packs/'] },
    publicUrl: true,
  },
  // 300 products with five photos each are 1,500 reads, one after the other
  sizing: { timeoutSeconds: 300, memoryMb: 1024 },
  impact: 'Export packs stay "waiting"; they are built when it works again.',
});
