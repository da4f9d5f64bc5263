import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const AttendanceRecordedV1 = defineEvent({
  name: 'attendance.recorded',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An IKM came to a day of a training batch that was not recorded before',
  since: '0.1.0',
  data: z.object({ batchId: id('training batch'), ikmId: id('IKM') }),
  example: {
    subject: 'batch/01JCXQ9B2C4D6E8F0G2H4J6K8M/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: { batchId: '01JCXQ9B2C4D6E8F0G2H4J6K8M', ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K' },
  },
});
