import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'objects', bucket: 'intake', prefix: 'imports/uploads/', batchSize: 10 },
  access: {
    register: { read: ['IMPORT'], write: ['IMPORT'] },
    intake: { read: ['imports/uploads/'], delete: ['imports/uploads/'] },
  },
  impact: 'Uploaded imports stay "waiting"; they are checked when it works again.',
});
