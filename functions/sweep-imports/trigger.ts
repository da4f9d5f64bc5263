import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 1 },
  access: { register: { read: ['IMPORT'], write: ['IMPORT'], index: { 'by-waiting': ['OPEN-IMPORT'] } } },
  sizing: { timeoutSeconds: 50 },
  impact: 'Imports whose worker died go on late: only when their message comes again.',
});
