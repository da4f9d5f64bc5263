import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'objects', bucket: 'intake', prefix: 'papers/', batchSize: 5 },
  access: {
    register: { read: ['IKM'], write: ['IKM'] },
    intake: { read: ['papers/'], write: ['papers/'], delete: ['papers/'] },
  },
  sizing: { timeoutSeconds: 30 },
  impact: 'Files of legality papers stay "waiting" and cannot be looked at.',
});
