import { createHmac } from 'node:crypto';
import type { Plan } from '../template/plan.ts';
import type { Statement } from '../template/resources.ts';
import { isAllowed, type Access } from './iam.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Who makes a call: a function in its role, or the operator of this computer, who may do all. */
export interface Principal {
  readonly name: string;
  readonly credentials: Credentials;
  readonly may: (access: Access) => boolean;
  readonly isOperator: boolean;
}

export interface Principals {
  readonly byAccessKey: (accessKeyId: string) => Principal | undefined;
  readonly ofFunction: (name: string) => Principal;
  readonly operator: Principal;
}

/** Credentials of each function and of the operator. They stay the same while the data directory does. */
export const createPrincipals = (functions: Plan['functions'], seed: Buffer): Principals => {
  const credentialsOf = (name: string): Credentials => {
    const derive = (what: string) => createHmac('sha256', seed).update(`${what} ${name}`).digest('hex');
    return {
      accessKeyId: `ASIA${derive('key').slice(0, 16).toUpperCase()}`,
      secretAccessKey: derive('secret').slice(0, 40),
      sessionToken: derive('session'),
    };
  };
  const make = (name: string, statements: readonly Statement[] | undefined): Principal => ({
    name,
    credentials: credentialsOf(name),
    may: (access) => statements === undefined || isAllowed(statements, access),
    isOperator: statements === undefined,
  });
  const operator = make('operator', undefined);
  const byName = new Map(functions.map(({ name, statements }) => [name, make(name, statements)]));
  const byKey = new Map([operator, ...byName.values()].map((one) => [one.credentials.accessKeyId, one]));
  return {
    byAccessKey: (accessKeyId) => byKey.get(accessKeyId),
    ofFunction: (name) => byName.get(name) ?? operator,
    operator,
  };
};
