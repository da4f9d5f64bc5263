import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 1 },
  access: { listings: { write: ['OPENITEM'], index: { 'by-due': ['READ'] } } },
  sizing: { timeoutSeconds: 50 },
  impact:
    'What shops sell is not read again, and readings that failed are not repeated; new connections are still read.',
});
