import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  // one at a time, so that an import that kills its process takes no other with it
  trigger: { kind: 'events', types: ['import.due.v1'], batchSize: 1 },
  access: {
    register: {
      read: ['IMPORT', 'SUBJECT', 'IKM', 'SENTRA', 'PRODUCT', 'IDENTITY'],
      write: ['IMPORT', 'IKM', 'SENTRA', 'PRODUCT', 'IDENTITY'],
      insert: ['IKM', 'PRODUCT', 'IDENTITY'],
      delete: ['IDENTITY'],
      index: {
        'by-ikm': ['IKM'],
        'by-sentra': ['SENTRA-IKM'],
        'by-region': ['REGION-SENTRA', 'REGION-IKM'],
      },
    },
    intake: {
      read: ['imports/uploads/', 'imports/bad/'],
      write: ['imports/bad/', 'imports/reports/'],
      delete: ['imports/uploads/', 'imports/bad/'],
    },
    photos: { write: ['uploads/'] },
    keys: ['seal', 'unseal', 'identity'],
  },
  // one vCPU comes with 1,769 MB: rows are read and sealed on it while others are on their way to the table
  sizing: { memoryMb: 1792, timeoutSeconds: 300 },
  impact: 'Imports stay "checking" or "running"; they go on where they stopped when it works again.',
});
