import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 1 },
  access: {
    listings: {
      read: ['ACCOUNT', 'FEED', 'FEED-HEAD'],
      write: ['FEED', 'FEED-HEAD', 'FEED-LOG'],
      delete: ['FEED-LOG'],
      index: { 'by-due': ['FEED-DIRTY', 'FEED-DUE'] },
    },
    files: { read: ['feeds/'], write: ['feeds/'] },
    publicUrl: true,
  },
  sizing: { memoryMb: 1024, timeoutSeconds: 600 },
  impact: 'Google, Meta and partners go on reading the feeds as they were; changes do not reach them.',
});
