import type { Plan } from '../template/plan.ts';
import { createDemandOf } from './dynamodb-access.ts';
import type { CallEngine, EngineAnswer } from './engine-client.ts';
import type { Faults } from './faults.ts';
import type { Principal } from './principals.ts';
import { authorize } from './service-fault.ts';

const signed =
  'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** Headers the engine asks for; it looks at nothing in them but their presence. */
export const engineHeaders = (target: string): Record<string, string> => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': target,
  'x-amz-date': '20260101T000000Z',
  authorization: signed,
});

export interface DynamoDoor {
  /** @throws ServiceFault */
  readonly call: (principal: Principal, operation: string, body: Buffer) => Promise<EngineAnswer>;
}

/** Between functions and the DynamoDB engine: checks the role, injects faults on demand, tells who waits for changes. */
export const createDynamoDoor = (deps: {
  readonly tables: Plan['tables'];
  readonly engine: CallEngine;
  readonly faults: Faults;
  readonly onWrite: (table: string) => void;
}): DynamoDoor => {
  const demandOf = createDemandOf(deps.tables);
  return {
    call: async (principal, operation, body) => {
      const parsed: unknown = JSON.parse(body.toString('utf8'));
      const { accesses, writes } = demandOf(operation, parsed);
      for (const access of accesses) authorize(principal, access);
      if (!principal.isOperator) deps.faults.strike(operation, parsed);
      const answer = await deps.engine({
        method: 'POST',
        path: '/',
        headers: engineHeaders(`DynamoDB_20120810.${operation}`),
        body,
      });
      if (answer.status === 200) for (const table of writes) deps.onWrite(table);
      return answer;
    },
  };
};
