import type { RequestListener } from 'node:http';
import type { JWK } from 'jose';
import type { State } from '../state.ts';
import type { Plan } from '../template/plan.ts';
import type { SignIn } from './tokens.ts';

export const createIdentity = (_deps: { readonly plan: Plan; readonly state: State; readonly signIn: SignIn; readonly key: JWK }): RequestListener =>
  (_request, response) => response.writeHead(503).end();
