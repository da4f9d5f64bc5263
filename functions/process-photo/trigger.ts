import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  // one at a time, so that a photo that kills its process takes no other with it
  trigger: { kind: 'objects', bucket: 'photos', prefix: 'uploads/', batchSize: 1 },
  access: {
    register: { read: ['PRODUCT'], write: ['PRODUCT'] },
    photos: { read: ['uploads/'], write: ['renditions/'], delete: ['uploads/'] },
  },
  // 50 megapixels of progressive JPEG need 300 MB; one vCPU comes with 1,769 MB
  sizing: { memoryMb: 1792, timeoutSeconds: 60 },
  impact: 'Uploaded photos stay "waiting"; products without a photo cannot go live.',
});
