import * as z from 'zod';
import type { State } from '../state.ts';
import type { Plan } from '../template/plan.ts';
import type { Principal } from './principals.ts';
import { authorize, ServiceFault } from './service-fault.ts';

const Get = z.strictObject({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.literal('AWSCURRENT').optional(),
});
const Put = z.strictObject({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.string().optional(),
});

/** Secrets Manager as far as functions use it. */
export const createSecrets = (secrets: Plan['secrets'], state: State) => {
  const find = (idOrArn: string) => {
    const secret = secrets.find(({ name, arn }) => name === idOrArn || arn === idOrArn);
    if (secret === undefined)
      throw new ServiceFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  };
  return {
    /** Puts in what a person puts in after a deployment. */
    fill: (name: string, text: string): void => state.put('secret-text', name, text),
    /** @throws ServiceFault */
    call: (principal: Principal, operation: string, body: unknown): unknown => {
      if (operation === 'GetSecretValue') {
        const secret = find(Get.parse(body).SecretId);
        authorize(principal, { action: 'secretsmanager:GetSecretValue', resource: secret.arn, context: {} });
        const text = state.get('secret-text', secret.name) ?? secret.text;
        if (text === undefined)
          throw new ServiceFault(
            'ResourceNotFoundException',
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
          );
        return {
          ARN: secret.arn,
          Name: secret.name,
          SecretString: text,
          VersionStages: ['AWSCURRENT'],
          VersionId: 'local',
        };
      }
      if (operation === 'PutSecretValue') {
        const { SecretId, SecretString } = Put.parse(body);
        const secret = find(SecretId);
        authorize(principal, { action: 'secretsmanager:PutSecretValue', resource: secret.arn, context: {} });
        state.put('secret-text', secret.name, SecretString);
        return { ARN: secret.arn, Name: secret.name, VersionId: 'local' };
      }
      throw new ServiceFault('UnknownOperationException', `${operation} is not known to the local cloud`);
    },
  };
};
