import type { IncomingMessage, ServerResponse } from 'node:http';
import type { State } from '../state.ts';
import type { Plan } from '../template/plan.ts';
import type { CallEngine } from './engine-client.ts';
import type { Bus } from './events.ts';
import type { Principals } from './principals.ts';

export const createObjects = async (_deps: {
  readonly plan: Plan;
  readonly engine: CallEngine;
  readonly principals: Principals;
  readonly bus: Bus;
  readonly state: State;
}): Promise<{ readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> }> => ({
  serve: async (_request, response) => {
    response.writeHead(501).end();
  },
});
