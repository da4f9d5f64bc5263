import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: {
    kind: 'events',
    types: ['ikm.enrolled.v1', 'ikm.profile-changed.v1', 'ikm.moved.v1', 'ikm.closed.v1', 'ikm.merged.v1'],
    batchSize: 10,
  },
  access: {
    register: {
      read: ['IKM', 'LIKENESS', 'LIKENESS-OF', 'DUPLICATE'],
      write: ['LIKENESS', 'LIKENESS-OF', 'DUPLICATE'],
      delete: ['LIKENESS', 'LIKENESS-OF'],
    },
    keys: ['unseal', 'identity'],
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'Likely duplicates are not found until it works again; then it catches up.',
});
