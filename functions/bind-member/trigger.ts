import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'sign-in' },
  access: {
    register: { read: ['CONTACT', 'MEMBER'], write: ['MEMBER', 'SUBJECT'], delete: ['CONTACT'] },
    keys: ['identity'],
  },
  impact: 'People who were made members sign in but cannot do anything yet.',
});
