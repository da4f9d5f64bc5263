import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  // one at a time, so that a picture that kills its process takes no other with it
  trigger: { kind: 'events', types: ['shop.item-photos-due.v1'], batchSize: 1 },
  access: {
    register: { read: ['PRODUCT'], write: ['PRODUCT'] },
    listings: { read: ['SHOPITEM'], write: ['SHOPITEM'] },
    photos: { write: ['uploads/'] },
    marketplaceBases: true,
  },
  // nine photos of ten seconds each, and what they write
  sizing: { timeoutSeconds: 120 },
  impact: 'Photos of imported items stay "waiting"; they come when it works again.',
});
