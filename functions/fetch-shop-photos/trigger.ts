import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  // one at a time, so that a picture that kills its process takes no other with it
  trigger: { kind: 'events', types: ['shop.item-photos-due.v1'], batchSize: 1 },
  access: {
    register: { read: ['PRODUCT'], write: ['PRODUCT'], index: { 'by-ikm': ['IKM'], 'by-sentra': ['SENTRA-PRODUCT'] } },
    listings: { read: ['ACCOUNT', 'SHOPITEM'], write: ['SHOPITEM'] },
    photos: { write: ['uploads/'] },
    marketplaceBases: true,
  },
  // ten photos of ten seconds each, and what they write; one of 50 megapixels needs 300 MB to be looked at
  sizing: { memoryMb: 1024, timeoutSeconds: 150 },
  impact:
    'Photos of imported items stay "waiting"; and items of shops are compared by name alone; both follow when it works again.',
});
