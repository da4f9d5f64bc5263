import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { grant } from '../../../infra/constructs/access.ts';
import { DataStack } from '../../../infra/stacks/data-stack.ts';
import { deployedStages, localStage } from '../../../infra/stages.ts';
import type { Access } from '../../../shared/config/function-spec.ts';

const stage = localStage('http://localhost:8080');
const { resources } = new DataStack(new App(), stage);
const granted = (access: Access, more: Partial<Parameters<typeof grant>[1]> = {}) => {
  const { statements, environment } = grant(resources.photos, { stage, name: 'tested', access, resources, ...more });
  return {
    statements: statements.map((one) => Stack.of(resources.photos).resolve(one.toStatementJson())),
    environment,
  };
};
const actionsOf = (access: Access): readonly string[] => granted(access).statements.flatMap(({ Action }) => Action);

describe('what access comes to', () => {
  test('nothing named: nothing granted, and only stage and log level to read', () => {
    expect(granted({})).toEqual({ statements: [], environment: { STAGE: 'local', LOG_LEVEL: 'INFO' } });
  });

  test('reading a table: three calls, on the named partitions alone', () => {
    const { statements, environment } = granted({ register: { read: ['SENTRA', 'IKM'] } });
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^RegisterTable/), 'Arn'] },
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SENTRA#*', 'IKM#*'] } },
      },
    ]);
    expect(environment).toHaveProperty('TABLE_REGISTER');
    expect(environment).not.toHaveProperty('TABLE_LISTINGS');
  });

  test('writing does not read, and deleting is asked for apart', () => {
    expect(actionsOf({ listings: { write: ['LISTING'] } })).toEqual([
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:ConditionCheckItem',
    ]);
    expect(actionsOf({ listings: { delete: ['LISTING'] } })).toEqual(['dynamodb:DeleteItem']);
  });

  test('an index is named itself, with its own partitions, and opens nothing of the table', () => {
    const { statements } = granted({ listings: { index: { 'by-due': ['DUE'] } } });
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'dynamodb:Query',
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, '/index/by-due']] },
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['DUE#*'] } },
      },
    ]);
  });

  test('insertions are allowed apart from other writes, in their partitions', () => {
    expect(granted({ register: { insert: ['PRODUCT'] } }).statements).toMatchObject([
      {
        Action: 'dynamodb:PartiQLInsert',
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PRODUCT#*'] } },
      },
    ]);
  });

  test('photos by prefix and by kind of call', () => {
    const { statements, environment } = granted({ photos: { read: ['uploads/'], write: ['renditions/'] } });
    expect(statements.map(({ Action, Resource }) => [Action, JSON.stringify(Resource)])).toEqual([
      ['s3:GetObject', expect.stringContaining('/uploads/*')],
      ['s3:PutObject', expect.stringContaining('/renditions/*')],
    ]);
    expect(environment).toHaveProperty('PHOTO_BUCKET');
  });

  test('files by prefix: who may put one may also give up a half-put one', () => {
    const { statements, environment } = granted({ files: { read: ['feeds/'], write: ['feeds/'] } });
    expect(statements.map(({ Action, Resource }) => [Action, JSON.stringify(Resource)])).toEqual([
      ['s3:GetObject', expect.stringContaining('/feeds/*')],
      [['s3:PutObject', 's3:AbortMultipartUpload'], expect.stringContaining('/feeds/*')],
    ]);
    expect(environment).toHaveProperty('FILES_BUCKET');
    expect(environment).not.toHaveProperty('PHOTO_BUCKET');
  });

  test('sealing does not unseal, and each key is its own', () => {
    expect(actionsOf({ keys: ['seal'] })).toEqual(['kms:GenerateDataKey']);
    expect(actionsOf({ keys: ['unseal'] })).toEqual(['kms:Decrypt']);
    expect(actionsOf({ keys: ['identity'] })).toEqual(['kms:GenerateMac']);
    expect(Object.keys(granted({ keys: ['identity'] }).environment)).not.toContain('SEAL_KEY_ID');
  });

  test.each<Access>([
    { publishes: true },
    { apps: 'own' },
    { apps: 'all' },
    { sends: ['work'] },
    { sends: ['all-work'] },
  ])('what its stack does not have is refused at synth: %j', (access) => {
    expect(() => granted(access)).toThrow(/^tested: its access names .+, which its stack does not have$/);
  });

  test('whatever is named, no statement is wider than the house allows', () => {
    const prefixes = fc.uniqueArray(fc.constantFrom('SENTRA', 'IKM', 'PRODUCT', 'MEMBER'), { minLength: 1 });
    const table = fc.record(
      { read: prefixes, write: prefixes, insert: prefixes, delete: prefixes },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.record({ register: table, listings: table }, { requiredKeys: [] }), (access) => {
        for (const { Action, Resource, Condition } of granted(access).statements) {
          expect(JSON.stringify(Action)).not.toContain('*');
          expect(Resource).not.toBe('*');
          expect(Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys']).not.toContain('*');
        }
      }),
    );
  });
});

test('every stage keeps personal data in Jakarta, and only prod talks to live marketplaces', () => {
  for (const { region } of deployedStages) expect(region).toBe('ap-southeast-3');
  expect(deployedStages.filter(({ marketplaces }) => marketplaces === 'live').map(({ name }) => name)).toEqual([
    'prod',
  ]);
});
