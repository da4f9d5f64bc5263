import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  trigger: { kind: 'stream', tables: ['register', 'listings'] },
  access: { publishes: true },
  sizing: { timeoutSeconds: 30 },
  impact: 'No event leaves the house: listings are not pushed and nobody is told of anything until it works again.',
});
