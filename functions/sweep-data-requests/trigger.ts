import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 15 },
  access: { register: { read: ['IKM'], write: ['IKM'], index: { 'by-waiting': ['WAITING-REQUEST'] } } },
  sizing: { timeoutSeconds: 60 },
  impact: 'Erasures and copies of data that a crash interrupted, or that wait for a marketplace, stand still.',
});
