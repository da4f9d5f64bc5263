import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/callbacks/{marketplace}'],
  auth: 'signed',
  perConnector: true,
  onlyWith: 'push',
  tag: 'callbacks',
  summary: "A marketplace's signed push, kept and worked on later",
  answers: { 200: null, 204: null },
  problems: ['forbidden', 'body-too-large', 'unavailable'],
  access: { apps: 'own', sends: ['callbacks'] },
  impact: 'Pushes of this marketplace are lost; the slow sweep finds what they would have told within hours.',
});
