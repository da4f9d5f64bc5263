import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'schedule', everyMinutes: 60 },
  perConnector: true,
  access: {
    listings: {
      read: ['ACCOUNT', 'SHOP'],
      write: ['ACCOUNT', 'SHOP'],
      delete: ['ACCOUNT'],
      index: { 'by-due': ['REFRESH'] },
    },
    keys: ['unseal'],
    apps: 'own',
  },
  sizing: { timeoutSeconds: 60 },
  impact: 'Tokens of idle shops are not renewed: after weeks their owners must connect them again.',
});
