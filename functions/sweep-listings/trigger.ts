import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 1 },
  access: { listings: { index: { 'by-due': ['DUE'] } }, sends: ['all-work'] },
  sizing: { timeoutSeconds: 50 },
  impact: 'Listings that wait for a later try are not tried; new changes still go out.',
});
