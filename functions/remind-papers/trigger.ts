import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 60 },
  access: { register: { read: ['IKM'], write: ['IKM'], index: { 'by-waiting': ['PAPER-DUE'] } } },
  sizing: { timeoutSeconds: 300 },
  impact: 'Nobody is reminded of papers that end; products stop being sold on their day all the same.',
});
