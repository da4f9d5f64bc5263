import { describe, expect, test } from '@jest/globals';
import { checkConditions, isAllowed } from '../../../local/aws/iam.ts';
import { createDemandOf } from '../../../local/aws/dynamodb-access.ts';
import { resourceSchemas, type Statement } from '../../../local/template/resources.ts';

const arn = 'arn:aws:dynamodb:ap-southeast-3:000000000000:table/register';
const statement = (over: Partial<Statement> = {}): Statement => ({
  Sid: undefined,
  Effect: 'Allow',
  Action: ['dynamodb:PutItem'],
  Resource: [arn],
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SENTRA#*'] } },
  ...over,
});
const access = (keys: readonly string[], action = 'dynamodb:PutItem', resource = arn) => ({
  action,
  resource,
  context: { 'dynamodb:LeadingKeys': keys },
});

describe('identity policies', () => {
  test('all leading keys must fit', () => {
    expect(isAllowed([statement()], access(['SENTRA#1']))).toBe(true);
    expect(isAllowed([statement()], access(['SENTRA#1', 'IKM#1']))).toBe(false);
  });
  test('another action or resource is not allowed', () => {
    expect(isAllowed([statement()], access(['SENTRA#1'], 'dynamodb:DeleteItem'))).toBe(false);
    expect(isAllowed([statement()], access(['SENTRA#1'], 'dynamodb:PutItem', `${arn}/index/by-ikm`))).toBe(false);
  });
  test('a denial outweighs', () => {
    expect(isAllowed([statement(), statement({ Effect: 'Deny', Condition: {} })], access(['SENTRA#1']))).toBe(false);
  });
  test('a condition that cannot be judged ends the start', () => {
    expect(() => checkConditions('role', [statement({ Condition: { NumericLessThan: {} } })])).toThrow(
      'NumericLessThan',
    );
  });
});

describe('what a DynamoDB call asks of a role', () => {
  const key = [{ AttributeName: 'pk', KeyType: 'HASH' }];
  const properties = resourceSchemas['AWS::DynamoDB::GlobalTable'].parse({
    KeySchema: key,
    AttributeDefinitions: [],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-ikm',
        KeySchema: [{ AttributeName: 'ikmPk', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  const demandOf = createDemandOf([
    { name: 'register', arn, streamArn: undefined, ttlAttribute: undefined, properties },
  ]);

  test('a query on an index: the index, and the key of the index', () => {
    const { accesses } = demandOf('Query', {
      TableName: 'register',
      IndexName: 'by-ikm',
      KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
      ExpressionAttributeNames: { '#p': 'ikmPk', '#s': 'ikmSk' },
      ExpressionAttributeValues: { ':p': { S: 'IKM#1' }, ':s': { S: 'x' } },
    });
    expect(accesses).toEqual([access(['IKM#1'], 'dynamodb:Query', `${arn}/index/by-ikm`)]);
  });
  test('a query whose key cannot be read fits no prefix', () => {
    const { accesses } = demandOf('Query', {
      TableName: 'register',
      KeyConditionExpression: 'other = :p',
      ExpressionAttributeValues: { ':p': { S: 'SENTRA#1' } },
    });
    expect(accesses[0]?.context['dynamodb:LeadingKeys']).toEqual(['']);
  });
  test('a transaction: each part by itself', () => {
    const { accesses, writes } = demandOf('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: 'register', Item: { pk: { S: 'SENTRA#1' } } } },
        { ConditionCheck: { TableName: 'register', Key: { pk: { S: 'IKM#1' } } } },
      ],
    });
    expect(accesses).toEqual([access(['SENTRA#1']), access(['IKM#1'], 'dynamodb:ConditionCheckItem')]);
    expect(writes).toEqual(['register']);
  });
  test('an operation that is not known is refused', () => {
    expect(() => demandOf('UpdateContinuousBackups', { TableName: 'register' })).toThrow(
      'not known to the local cloud',
    );
  });
});
