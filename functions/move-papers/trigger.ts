import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'events', types: ['ikm.moved.v1', 'ikm.merged.v1'], batchSize: 5 },
  access: { register: { read: ['IKM'], write: ['IKM'] } },
  sizing: { timeoutSeconds: 60 },
  impact: 'Legality papers of merged IKMs do not count for the record that was kept until it works again.',
});
