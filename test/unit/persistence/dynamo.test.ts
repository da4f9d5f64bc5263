import { expect, test } from '@jest/globals';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamo } from '../../../shared/persistence/dynamo.ts';

test.each(['constructor', 'toString', 'hasOwnProperty'])('stores a map with a field called %s', async (name) => {
  Object.assign(process.env, { AWS_REGION: 'x', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' });
  const dynamo = createDynamo({ connectMs: 1, requestMs: 1 });
  const sent: unknown[] = [];
  dynamo.middlewareStack.add(
    () => async (args) => {
      sent.push(JSON.parse(new TextDecoder().decode((args.request as { body: Uint8Array }).body)));
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'build', priority: 'high' },
  );
  await dynamo.send(new PutCommand({ TableName: 't', Item: { attributes: JSON.parse(`{ "${name}": "x" }`) } }));
  expect(sent).toMatchObject([{ Item: { attributes: { M: { [name]: { S: 'x' } } } } }]);
});
