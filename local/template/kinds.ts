import { createHash } from 'node:crypto';
import { LocalFault } from './local-fault.ts';

/** What the templates leave to the place they run in. */
export interface Settings {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** Where the API is reached, without a slash at the end. */
  readonly publicUrl: string;
  /** Where AWS's own services are reached, e.g. `http://127.0.0.1:8081`. */
  readonly doorsUrl: string;
  /** Issuer of the tokens. */
  readonly issuer: string;
}

interface Named {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly settings: Settings;
  readonly property: (name: string) => string | undefined;
}

interface Kind {
  /** False for what has no meaning on one computer. */
  readonly isUsed: boolean;
  readonly ref: (resource: Named) => string;
  readonly attribute: (resource: Named, name: string) => string | undefined;
}

const digest = ({ stack, id }: Named): string => createHash('sha256').update(`${stack}.${id}`).digest('hex');
const uuid = (resource: Named): string =>
  digest(resource).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
const nameBy =
  (property: string) =>
  (resource: Named): string =>
    resource.property(property) ?? `${resource.stack}-${resource.id}`;
const arn = (service: string, { settings: { region, account } }: Named, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

const used = (
  ref: (resource: Named) => string,
  attributes: Readonly<Record<string, (resource: Named) => string>> = {},
): Kind => ({ isUsed: true, ref, attribute: (resource, name) => attributes[name]?.(resource) });

const table = nameBy('TableName');
const bucket = (resource: Named): string => nameBy('BucketName')(resource).toLowerCase();
const queue = nameBy('QueueName');
const bus = nameBy('Name');
const fn = nameBy('FunctionName');
const role = nameBy('RoleName');
const secretArn = (resource: Named): string =>
  arn('secretsmanager', resource, `secret:${nameBy('Name')(resource)}-local0`);
const queueUrl = (resource: Named): string =>
  `${resource.settings.doorsUrl}/${resource.settings.account}/${queue(resource)}`;
const userPool = (resource: Named): string => `${resource.settings.region}_${digest(resource).slice(0, 9)}`;

const usedKinds: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::GlobalTable': used(table, {
    Arn: (resource) => arn('dynamodb', resource, `table/${table(resource)}`),
    StreamArn: (resource) => arn('dynamodb', resource, `table/${table(resource)}/stream/local`),
    TableId: uuid,
  }),
  'AWS::S3::Bucket': used(bucket, {
    Arn: (resource) => `arn:aws:s3:::${bucket(resource)}`,
    DomainName: (resource) => `${bucket(resource)}.s3.amazonaws.com`,
    RegionalDomainName: (resource) => `${bucket(resource)}.s3.${resource.settings.region}.amazonaws.com`,
  }),
  'AWS::SQS::Queue': used(queueUrl, {
    Arn: (resource) => arn('sqs', resource, queue(resource)),
    QueueName: queue,
    QueueUrl: queueUrl,
  }),
  'AWS::Events::EventBus': used(bus, {
    Arn: (resource) => arn('events', resource, `event-bus/${bus(resource)}`),
    Name: bus,
  }),
  'AWS::Events::Rule': used(nameBy('Name'), {
    Arn: (resource) => arn('events', resource, `rule/${nameBy('Name')(resource)}`),
  }),
  'AWS::Scheduler::Schedule': used(nameBy('Name'), {
    Arn: (resource) => arn('scheduler', resource, `schedule/default/${nameBy('Name')(resource)}`),
  }),
  'AWS::Lambda::Function': used(fn, { Arn: (resource) => arn('lambda', resource, `function:${fn(resource)}`) }),
  'AWS::Lambda::EventSourceMapping': used(uuid, { Id: uuid }),
  'AWS::Lambda::Permission': used((resource) => resource.id),
  'AWS::IAM::Role': used(role, {
    Arn: (resource) => `arn:aws:iam::${resource.settings.account}:role/${role(resource)}`,
    RoleId: (resource) => digest(resource).slice(0, 21).toUpperCase(),
  }),
  'AWS::IAM::Policy': used(nameBy('PolicyName')),
  'AWS::ApiGatewayV2::Api': used((resource) => digest(resource).slice(0, 10), {
    ApiId: (resource) => digest(resource).slice(0, 10),
    ApiEndpoint: ({ settings }) => settings.publicUrl,
  }),
  'AWS::ApiGatewayV2::Route': used((resource) => digest(resource).slice(0, 7)),
  'AWS::ApiGatewayV2::Integration': used((resource) => digest(resource).slice(0, 7)),
  'AWS::ApiGatewayV2::Authorizer': used((resource) => digest(resource).slice(0, 6), {
    AuthorizerId: (resource) => digest(resource).slice(0, 6),
  }),
  'AWS::ApiGatewayV2::Stage': used((resource) => resource.property('StageName') ?? '$default'),
  'AWS::Cognito::UserPool': used(userPool, {
    Arn: (resource) => arn('cognito-idp', resource, `userpool/${userPool(resource)}`),
    ProviderName: (resource) => `cognito-idp.${resource.settings.region}.amazonaws.com/${userPool(resource)}`,
    ProviderURL: ({ settings }) => settings.issuer,
    UserPoolId: userPool,
  }),
  'AWS::Cognito::UserPoolClient': used((resource) => digest(resource).slice(0, 26), {
    ClientId: (resource) => digest(resource).slice(0, 26),
  }),
  'AWS::KMS::Key': used(uuid, { Arn: (resource) => arn('kms', resource, `key/${uuid(resource)}`), KeyId: uuid }),
  'AWS::SecretsManager::Secret': used(secretArn, { Id: secretArn }),
};

/** What a deployment has and one computer has no use for, each with the reason. */
const noLocalMeaning: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'about the CDK itself',
  'AWS::CloudWatch::Alarm': 'function logs stand in the terminal',
  'AWS::CloudWatch::CompositeAlarm': 'function logs stand in the terminal',
  'AWS::CloudWatch::Dashboard': 'npm run status shows the same',
  'AWS::Logs::LogGroup': 'function logs stand in the terminal',
  'AWS::Logs::MetricFilter': 'nothing is measured here',
  'AWS::Logs::QueryDefinition': 'nothing is queried here',
  'AWS::Budgets::Budget': 'nothing costs money here',
  'AWS::SNS::Topic': 'carries alarms only',
  'AWS::SNS::TopicPolicy': 'carries alarms only',
  'AWS::SNS::Subscription': 'carries alarms only',
  'AWS::WAFv2::WebACL': 'nothing comes from outside this computer',
  'AWS::WAFv2::LoggingConfiguration': 'nothing comes from outside this computer',
  'AWS::CloudFront::Distribution': 'the API is reached directly',
  'AWS::CloudFront::CachePolicy': 'the API is reached directly',
  'AWS::CloudFront::OriginRequestPolicy': 'the API is reached directly',
  'AWS::CloudFront::ResponseHeadersPolicy': 'the API is reached directly',
  'AWS::CloudFront::OriginAccessControl': 'the API is reached directly',
  'AWS::SQS::QueuePolicy': 'about other principals than functions: event rules may always send here',
  'AWS::S3::BucketPolicy': 'demands TLS, which stays inside this computer',
  'AWS::KMS::Alias': 'functions name keys by their id',
  'AWS::Events::Archive': 'nothing is replayed here',
  'AWS::Cognito::UserPoolDomain': 'sign-in stands below the issuer',
};

const ignored: Kind = {
  isUsed: false,
  ref: ({ id }) => id,
  attribute: ({ id, stack }, name) => `local:${stack}:${id}:${name}`,
};

/**
 * How a resource type is named and referred to here.
 * @throws LocalFault for a type that is in neither table.
 */
export const kindOf = (type: string, where: string): Kind => {
  if (Object.hasOwn(noLocalMeaning, type)) return ignored;
  const kind = usedKinds[type];
  if (kind === undefined) throw new LocalFault(`${where}: the local cloud does not know this resource type`);
  return kind;
};
