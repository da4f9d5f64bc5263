import { describe, expect, test } from '@jest/globals';
import { createDemandOf } from '../../../local/aws/dynamodb-access.ts';
import { insertedValue } from '../../../local/aws/partiql-insert.ts';
import { resourceSchemas } from '../../../local/template/resources.ts';

const pk = { S: 'PRODUCT#1' };

describe('the key that an insertion gives', () => {
  test.each([
    ['a parameter', `INSERT INTO "register" VALUE {'pk': ?, 'sk': ?}`, [pk, { S: 'x' }], pk],
    ['a parameter that is not the first', `insert into register value {'sk':?,'n':?,'pk':?}`, [1, 2, pk], pk],
    ['a text', `INSERT INTO "register" VALUE {'pk': 'PRODUCT#1', 'sk': 'a'}`, [], pk],
    ['a text with quotes', `INSERT INTO r VALUE {'pk': 'it''s', 'sk': 'a'}`, [], { S: "it's" }],
    ['a question mark inside a text is no parameter', `INSERT INTO r VALUE {'a': '? ''? ', 'pk': ?}`, [pk], pk],
    ['a name inside a nested value does not count', `INSERT INTO r VALUE {'a': {'pk': 'X#1'}, 'pk': ?}`, [pk], pk],
    ['a text like a name does not count', `INSERT INTO r VALUE {'a': 'pk', 'pk': ?}`, [pk], pk],
    ['a table named like the key does not count', `INSERT INTO "pk" VALUE {'sk': ?}`, [pk], undefined],
    ['none', `INSERT INTO r VALUE {'sk': ?}`, [pk], undefined],
    ['two', `INSERT INTO r VALUE {'pk': 'PRODUCT#1', 'pk': 'IKM#1'}`, [], undefined],
    ['a number', `INSERT INTO r VALUE {'pk': 5}`, [], undefined],
    ['a whole item', `INSERT INTO r VALUE ?`, [{ M: { pk } }], undefined],
  ])('%s', (_, statement, parameters, value) => {
    expect(insertedValue(statement, parameters, 'pk')).toEqual(value);
  });
});

describe('what many insertions ask of a role', () => {
  const arn = 'arn:aws:dynamodb:ap-southeast-3:000000000000:table/register';
  const properties = resourceSchemas['AWS::DynamoDB::GlobalTable'].parse({
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [],
  });
  const demandOf = createDemandOf([
    { name: 'register', arn, streamArn: undefined, ttlAttribute: undefined, properties },
  ]);
  const keysOf = (...statements: readonly object[]) =>
    demandOf('BatchExecuteStatement', { Statements: statements }).accesses.map(({ action, context }) => [
      action,
      context['dynamodb:LeadingKeys'],
    ]);
  const Statement = `INSERT INTO "register" VALUE {'pk': ?, 'sk': ?}`;

  test('each its own key', () => {
    const ofIkm = { Statement, Parameters: [{ S: 'IKM#1' }, { S: 'IKM' }] };
    expect(keysOf({ Statement, Parameters: [pk, { S: 'a' }] }, ofIkm)).toEqual([
      ['dynamodb:PartiQLInsert', ['PRODUCT#1']],
      ['dynamodb:PartiQLInsert', ['IKM#1']],
    ]);
  });

  test('a key that cannot be read fits no policy, nor does any other statement', () => {
    expect(keysOf({ Statement }, { Statement, Parameters: [{ N: '1' }] })).toEqual([
      ['dynamodb:PartiQLInsert', ['']],
      ['dynamodb:PartiQLInsert', ['']],
    ]);
    expect(keysOf({ Statement: `DELETE FROM "register" WHERE pk = 'PRODUCT#1'` })).toEqual([
      ['dynamodb:PartiQLDelete', ['']],
    ]);
  });
});
