import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Connector } from '../../connectors/connector.ts';
import type { Access, TableAccess } from '../../shared/config/function-spec.ts';
import type { Table } from '../../shared/persistence/keys.ts';
import type { StageConfig } from '../stages.ts';
import type { ConnectorResources, Resources } from './house.ts';

/** What a function's `access` comes to: the statements of its role and its environment, nothing beyond. */
export interface Granted {
  readonly statements: readonly PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
}

const tableActions = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
  delete: ['dynamodb:DeleteItem'],
  append: ['dynamodb:PutItem'],
  insert: ['dynamodb:PartiQLInsert'],
} as const;

const onlyPartitions = (prefixes: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}#*`) },
});

const grantTable = (tableArn: string, access: TableAccess): readonly PolicyStatement[] => {
  const onTable = (['read', 'write', 'delete', 'append', 'insert'] as const).flatMap((kind) => {
    const prefixes = access[kind] ?? [];
    return prefixes.length === 0
      ? []
      : [
          new PolicyStatement({
            actions: [...tableActions[kind]],
            resources: [tableArn],
            conditions: onlyPartitions(prefixes),
          }),
        ];
  });
  const onIndexes = Object.entries(access.index ?? {}).map(
    ([index, prefixes]) =>
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [`${tableArn}/index/${index}`],
        conditions: onlyPartitions(prefixes),
      }),
  );
  return [...onTable, ...onIndexes];
};

const objectActions = {
  photos: { read: ['s3:GetObject'], write: ['s3:PutObject'], delete: ['s3:DeleteObject'] },
  // a large file is put in parts, and given up when a part fails
  files: { read: ['s3:GetObject'], write: ['s3:PutObject', 's3:AbortMultipartUpload'], delete: ['s3:DeleteObject'] },
  intake: { read: ['s3:GetObject'], write: ['s3:PutObject', 's3:AbortMultipartUpload'], delete: ['s3:DeleteObject'] },
} as const;
const keyActions = { seal: 'kms:GenerateDataKey', unseal: 'kms:Decrypt', identity: 'kms:GenerateMac' } as const;

interface UsedKeys {
  readonly id: string;
  readonly arns: readonly string[];
}
const ofKey = ({ keyId, keyArn }: IKey): UsedKeys => ({ id: keyId, arns: [keyArn] });
/** The stage's own identity key; or the one that replaced it, and beside it the one before while not all is under the new one. */
const identityKeysOf = ({ identityKeys }: StageConfig, { keys }: Resources): UsedKeys => {
  if (identityKeys === undefined) return ofKey(keys.identity);
  const arns = [identityKeys.present, ...(identityKeys.former === undefined ? [] : [identityKeys.former])];
  return { id: arns.join(','), arns };
};

interface MarketplaceSettings {
  readonly appSecretId: string;
  readonly baseUrl: string;
  readonly callbackUrl: string;
  readonly redirectUrl: string;
}

const baseUrlOf = (stage: StageConfig, connector: Connector, publicUrl: string): string =>
  stage.marketplaces === 'simulator' ? `${publicUrl}/sim/${connector.name}` : connector.hosts[stage.marketplaces];

const settingsOf = (
  stage: StageConfig,
  { connector, appSecretName }: ConnectorResources,
  publicUrl: string,
): MarketplaceSettings => ({
  appSecretId: appSecretName,
  baseUrl: baseUrlOf(stage, connector, publicUrl),
  callbackUrl: `${publicUrl}/v1/callbacks/${connector.name}`,
  redirectUrl: `${publicUrl}/v1/accounts/callback/${connector.name}`,
});

const readsSecrets = (owned: readonly ConnectorResources[]) =>
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: owned.map(({ appSecret }) => appSecret.ref),
  });
const sendsTo = (queueArns: readonly string[]) =>
  new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [...queueArns] });

/**
 * Turns the `access` of a function's spec into IAM statements and environment variables.
 * @param connector the one this copy of the function is bound to, if any.
 * @throws Error at synth when the access names something that the function's stack does not pass.
 */
export const grant = (
  scope: Construct,
  {
    stage,
    name,
    access,
    resources,
    connector,
  }: {
    readonly stage: StageConfig;
    readonly name: string;
    readonly access: Access;
    readonly resources: Resources;
    readonly connector?: Connector;
  },
): Granted => {
  const statements: PolicyStatement[] = [];
  const environment: Record<string, string> = { STAGE: stage.name, LOG_LEVEL: stage.logLevel };
  const need = <T>(what: T | undefined, label: string): T => {
    if (what === undefined) throw new Error(`${name}: its access names ${label}, which its stack does not have`);
    return what;
  };
  const json = (value: unknown): string => Stack.of(scope).toJsonString(value);

  for (const table of ['register', 'listings'] as const satisfies readonly Table[]) {
    const wanted = access[table];
    if (wanted === undefined) continue;
    statements.push(...grantTable(resources.tables[table].tableArn, wanted));
    environment[`TABLE_${table.toUpperCase()}`] = resources.tables[table].tableName;
  }

  if (access.withFeed !== undefined && connector !== undefined && connector.feed !== null)
    statements.push(...grantTable(resources.tables.listings.tableArn, access.withFeed));

  for (const bucket of ['photos', 'files', 'intake'] as const) {
    for (const kind of ['read', 'write', 'delete'] as const) {
      const prefixes = access[bucket]?.[kind] ?? [];
      if (prefixes.length === 0) continue;
      const objects = prefixes.map((prefix) => resources[bucket].arnForObjects(`${prefix}*`));
      statements.push(new PolicyStatement({ actions: [...objectActions[bucket][kind]], resources: objects }));
    }
  }
  for (const bucket of ['files', 'intake'] as const) {
    const prefixes = access[bucket]?.list ?? [];
    if (prefixes.length === 0) continue;
    statements.push(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [resources[bucket].bucketArn],
        conditions: { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
      }),
    );
  }
  if (access.photos !== undefined) environment['PHOTO_BUCKET'] = resources.photos.bucketName;
  if (access.files !== undefined) environment['FILES_BUCKET'] = resources.files.bucketName;
  if (access.intake !== undefined) environment['INTAKE_BUCKET'] = resources.intake.bucketName;

  for (const use of access.keys ?? []) {
    const { id, arns } = use === 'identity' ? identityKeysOf(stage, resources) : ofKey(resources.keys.seal);
    statements.push(new PolicyStatement({ actions: [keyActions[use]], resources: [...arns] }));
    environment[use === 'identity' ? 'IDENTITY_KEY_ID' : 'SEAL_KEY_ID'] = id;
  }

  if (access.publishes === true) {
    const bus = need(resources.bus, 'the event bus');
    statements.push(
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [bus.eventBusArn],
        conditions: { StringEquals: { 'events:source': 'ikm' } },
      }),
    );
    environment['BUS_NAME'] = bus.eventBusName;
  }

  const all = () => need(resources.connectors, 'the connectors');
  const own = () =>
    need(
      resources.connectors?.find((one) => one.connector.name === connector?.name),
      'its own connector',
    );
  const publicUrl = () => need(resources.publicUrl, 'the public URL');

  if (access.publicUrl === true) environment['PUBLIC_URL'] = publicUrl();

  if (access.partners === true) {
    const partner = need(
      all().find((one) => one.connector.callsPartners === true),
      'the connector of partners',
    );
    environment['PARTNER_BASE_URL'] = baseUrlOf(stage, partner.connector, publicUrl());
  }

  if (access.marketplaceBases === true) {
    environment['MARKETPLACE_BASE_URLS'] = json(
      Object.fromEntries(all().map(({ connector: of }) => [of.name, baseUrlOf(stage, of, publicUrl())])),
    );
  }

  if (access.apps === 'own') {
    const { appSecretId, baseUrl, callbackUrl, redirectUrl } = settingsOf(stage, own(), publicUrl());
    statements.push(readsSecrets([own()]));
    environment['APP_SECRET_ID'] = appSecretId;
    environment['MARKETPLACE_BASE_URL'] = baseUrl;
    environment['CALLBACK_URL'] = callbackUrl;
    environment['REDIRECT_URL'] = redirectUrl;
  }
  if (access.apps === 'all') {
    statements.push(readsSecrets(all()));
    environment['MARKETPLACES'] = json(
      Object.fromEntries(all().map((one) => [one.connector.name, settingsOf(stage, one, publicUrl())])),
    );
  }

  for (const queue of access.sends ?? []) {
    if (queue === 'all-work') {
      statements.push(sendsTo(all().map(({ work }) => work.queueArn)));
      environment['WORK_QUEUE_URLS'] = json(
        Object.fromEntries(all().map(({ connector: { name: of }, work }) => [of, work.queueUrl])),
      );
    } else {
      const { queueArn, queueUrl } = queue === 'work' ? own().work : own().callbacks;
      statements.push(sendsTo([queueArn]));
      environment[queue === 'work' ? 'WORK_QUEUE_URL' : 'CALLBACK_QUEUE_URL'] = queueUrl;
    }
  }

  return { statements, environment };
};
