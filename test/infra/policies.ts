import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/sources-hash.ts';
import { ofType, stageOf, targetOf, type Found, type Json, type Templates } from './template.ts';

/** One rule over the whole of what would be deployed, and one way to break it, so that a rule that cannot fire is seen. */
export interface Policy {
  readonly rule: string;
  /** What breaks the rule, as `stack/logicalId: why`; nothing when it holds. */
  readonly violations: (templates: Templates) => readonly string[];
  /** Breaks the rule in a copy of the templates. */
  readonly breakIt: (templates: Templates) => void;
}

const first = (templates: Templates, type: string, where: (found: Found) => boolean = () => true): Found => {
  const found = ofType(templates, type).find(where);
  if (found === undefined) throw new Error(`no ${type} to break`);
  return found;
};
const unless = (holds: (found: Found) => unknown) => (found: Found) => (holds(found) ? [] : [found.at]);
/** A rule on every resource of one type. */
const every = (type: string, holds: (found: Found, templates: Templates) => unknown) => (templates: Templates) =>
  ofType(templates, type).flatMap(unless((found) => holds(found, templates)));

const runbooks = join(projectRoot, 'docs/runbooks');
/** What people notice, or plan, and no alarm can. */
const rungByPeople = new Set(['breach.md', 'restore.md', 'rotate-keys.md']);
const runbookOf = ({ properties }: Found): string =>
  /Runbook: docs\/runbooks\/([a-z-]+\.md)$/.exec(properties['AlarmDescription'])?.[1] ?? '';
const alarmsOn = (templates: Templates, metric: string, stack: string): readonly string[] =>
  ofType(templates, 'AWS::CloudWatch::Alarm')
    .filter((alarm) => alarm.stack === stack && alarm.properties['MetricName'] === metric)
    .flatMap(({ properties }) => properties['Dimensions'].map((one: Json) => targetOf(one.Value) || one.Value));

interface Statement {
  readonly at: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly condition: Record<string, Json>;
}
const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
/** Every statement of every role. */
const statements = (templates: Templates): readonly Statement[] => {
  const fromRoles = ofType(templates, 'AWS::IAM::Role').flatMap(({ at, properties }) =>
    (properties['Policies'] ?? []).flatMap((policy: Json) =>
      policy.PolicyDocument.Statement.map((one: Json) => ({ at, one })),
    ),
  );
  const fromPolicies = ofType(templates, 'AWS::IAM::Policy').flatMap(({ at, properties }) =>
    properties['PolicyDocument'].Statement.map((one: Json) => ({ at, one })),
  );
  return [...fromRoles, ...fromPolicies].map(({ at, one }) => ({
    at,
    effect: one.Effect,
    actions: list<string>(one.Action),
    resources: list<unknown>(one.Resource),
    condition: one.Condition ?? {},
  }));
};
const firstStatement = (templates: Templates, action: string): Json => {
  for (const { properties } of ofType(templates, 'AWS::IAM::Role')) {
    for (const policy of properties['Policies'] ?? []) {
      const found = policy.PolicyDocument.Statement.find((one: Json) => list<string>(one.Action).includes(action));
      if (found) return found;
    }
  }
  throw new Error(`no statement with ${action} to break`);
};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const queueMappings = (templates: Templates): readonly Found[] =>
  ofType(templates, 'AWS::Lambda::EventSourceMapping').filter(({ properties }) => !('StartingPosition' in properties));
/** A queue that a function reads. */
const firstRead = (templates: Templates): Record<string, Json> => {
  const [mapping] = queueMappings(templates);
  if (mapping === undefined) throw new Error('no queue is read');
  return resourceAt(templates, mapping.stack, targetOf(mapping.properties['EventSourceArn']));
};
const streamMappings = (templates: Templates): readonly Found[] =>
  ofType(templates, 'AWS::Lambda::EventSourceMapping').filter(({ properties }) => 'StartingPosition' in properties);
const resourceAt = (templates: Templates, stack: string, id: string): Record<string, Json> =>
  templates[stack]?.Resources[id]?.Properties ?? {};
const deadLettersOf = (queue: Record<string, Json>): string => targetOf(queue['RedrivePolicy']?.deadLetterTargetArn);

/** API Gateway gives up after 30 s, so a function behind it must end before. */
const longestAnswerSeconds = 29;

/** Routes that ask for no token, and why that is right stands in their spec. */
const openRoutes =
  /^(GET \/health|GET \/v1\/(openapi|asyncapi)\.json|GET \/v1\/(marketplaces|privacy|reasons|regions|import-templates\/\{kind\})|(GET|HEAD) \/(p\/\{productId\}|images\/\{rendition\})|GET \/v1\/feeds\/\{partnerId\}\/\{format\}|POST \/v1\/callbacks\/([a-z-]+|webhook\/\{partnerId\})|GET \/v1\/accounts\/callback\/[a-z-]+)$/;

/** Names that Lambda keeps for itself (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). */
const reservedVariables = /^(AWS_|_HANDLER$|_X_AMZN_TRACE_ID$|LAMBDA_|LANG$|PATH$|LD_LIBRARY_PATH$|NODE_PATH$|TZ$)/;

export const policies: readonly Policy[] = [
  {
    rule: 'logs end',
    violations: every('AWS::Logs::LogGroup', ({ properties }) => properties['RetentionInDays'] > 0),
    breakIt: (templates) => delete first(templates, 'AWS::Logs::LogGroup').properties['RetentionInDays'],
  },
  {
    rule: 'every function writes to a log group of its own stack',
    violations: every(
      'AWS::Lambda::Function',
      ({ stack, properties }, templates) =>
        templates[stack]?.Resources[targetOf(properties['LoggingConfig']?.LogGroup)]?.Type === 'AWS::Logs::LogGroup',
    ),
    breakIt: (templates) => delete first(templates, 'AWS::Lambda::Function').properties['LoggingConfig'],
  },
  {
    rule: 'tables can be restored to any second, cannot be deleted, are encrypted and tell their changes',
    violations: every('AWS::DynamoDB::GlobalTable', ({ properties, resource }) => {
      const [replica] = properties['Replicas'];
      return (
        replica.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true &&
        replica.DeletionProtectionEnabled === true &&
        properties['SSESpecification']?.SSEEnabled === true &&
        properties['StreamSpecification']?.StreamViewType === 'NEW_AND_OLD_IMAGES' &&
        properties['TimeToLiveSpecification']?.AttributeName === 'expiresAt' &&
        resource.DeletionPolicy === 'Retain'
      );
    }),
    breakIt: (templates) =>
      (first(templates, 'AWS::DynamoDB::GlobalTable').properties['Replicas'][0].PointInTimeRecoverySpecification = {
        PointInTimeRecoveryEnabled: false,
      }),
  },
  {
    rule: 'buckets are closed to the public, encrypted, kept, and take TLS only',
    violations: every('AWS::S3::Bucket', ({ stack, id, properties, resource }, templates) => {
      const open = Object.values(properties['PublicAccessBlockConfiguration'] ?? { none: false });
      const policy = ofType(templates, 'AWS::S3::BucketPolicy').find(
        (one) => one.stack === stack && targetOf(one.properties['Bucket']) === id,
      );
      return (
        open.length === 4 &&
        open.every((blocked) => blocked === true) &&
        properties['BucketEncryption'] !== undefined &&
        resource.DeletionPolicy === 'Retain' &&
        JSON.stringify(policy?.properties ?? {}).includes('"aws:SecureTransport":"false"')
      );
    }),
    breakIt: (templates) =>
      (first(templates, 'AWS::S3::Bucket').properties['PublicAccessBlockConfiguration'].BlockPublicAcls = false),
  },
  {
    rule: 'keys are kept, and those that can rotate do',
    violations: every(
      'AWS::KMS::Key',
      ({ properties, resource }) =>
        resource.DeletionPolicy === 'Retain' &&
        (properties['KeySpec'] === 'HMAC_256' || properties['EnableKeyRotation'] === true),
    ),
    breakIt: (templates) =>
      delete first(templates, 'AWS::KMS::Key', ({ properties }) => properties['KeySpec'] === undefined).properties[
        'EnableKeyRotation'
      ],
  },
  {
    rule: 'no secret has its value in a template',
    violations: every('AWS::SecretsManager::Secret', ({ properties }) => properties['SecretString'] === undefined),
    breakIt: (templates) => (first(templates, 'AWS::SecretsManager::Secret').properties['SecretString'] = 'key'),
  },
  {
    rule: 'queues are encrypted, take TLS only and keep messages for 14 days',
    violations: every('AWS::SQS::Queue', ({ stack, id, properties }, templates) => {
      const policy = ofType(templates, 'AWS::SQS::QueuePolicy').find(
        (one) => one.stack === stack && targetOf(one.properties['Queues'][0]) === id,
      );
      return (
        properties['SqsManagedSseEnabled'] === true &&
        properties['MessageRetentionPeriod'] === 1_209_600 &&
        JSON.stringify(policy?.properties ?? {}).includes('"aws:SecureTransport":"false"')
      );
    }),
    breakIt: (templates) => delete first(templates, 'AWS::SQS::Queue').properties['SqsManagedSseEnabled'],
  },
  {
    rule: 'every queue that is read has a dead-letter queue',
    violations: (templates) =>
      queueMappings(templates).flatMap(
        unless(({ stack, properties }) => {
          const queue = resourceAt(templates, stack, targetOf(properties['EventSourceArn']));
          return templates[stack]?.Resources[deadLettersOf(queue)]?.Type === 'AWS::SQS::Queue';
        }),
      ),
    breakIt: (templates) => delete firstRead(templates)['RedrivePolicy'],
  },
  {
    rule: 'every queue has an alarm: on its age if it is read, on its first message if it holds dead letters',
    violations: every('AWS::SQS::Queue', ({ stack, id, properties }, templates) =>
      alarmsOn(
        templates,
        'RedrivePolicy' in properties ? 'ApproximateAgeOfOldestMessage' : 'ApproximateNumberOfMessagesVisible',
        stack,
      ).includes(id),
    ),
    breakIt: (templates) =>
      (first(
        templates,
        'AWS::CloudWatch::Alarm',
        ({ properties }) => properties['MetricName'] === 'ApproximateNumberOfMessagesVisible',
      ).properties['Dimensions'] = []),
  },
  {
    rule: 'a message stays hidden at least six times as long as its function may run',
    violations: (templates) =>
      queueMappings(templates).flatMap(
        unless(({ stack, properties }) => {
          const queue = resourceAt(templates, stack, targetOf(properties['EventSourceArn']));
          const consumer = resourceAt(templates, stack, targetOf(properties['FunctionName']));
          return (
            queue['VisibilityTimeout'] >=
            6 * Number(consumer['Timeout']) + Number(properties['MaximumBatchingWindowInSeconds'] ?? 0)
          );
        }),
      ),
    breakIt: (templates) => (firstRead(templates)['VisibilityTimeout'] = 30),
  },
  {
    rule: 'consumers name the records that failed, so that the others do not come again',
    violations: every('AWS::Lambda::EventSourceMapping', ({ properties }) =>
      properties['FunctionResponseTypes']?.includes('ReportBatchItemFailures'),
    ),
    breakIt: (templates) =>
      delete first(templates, 'AWS::Lambda::EventSourceMapping').properties['FunctionResponseTypes'],
  },
  {
    rule: 'a bad stream record is cornered, tried a bounded number of times, and then put aside',
    violations: (templates) =>
      streamMappings(templates).flatMap(
        unless(
          ({ properties }) =>
            properties['BisectBatchOnFunctionError'] === true &&
            properties['MaximumRetryAttempts'] > 0 &&
            properties['MaximumRecordAgeInSeconds'] > 0 &&
            properties['StartingPosition'] === 'TRIM_HORIZON' &&
            properties['DestinationConfig']?.OnFailure?.Destination,
        ),
      ),
    breakIt: (templates) => delete streamMappings(templates)[0]!.properties['MaximumRetryAttempts'],
  },
  {
    rule: 'every stream reader has an alarm on its lag',
    violations: (templates) =>
      streamMappings(templates).flatMap(
        unless(({ stack, properties }) => {
          const { FunctionName } = resourceAt(templates, stack, targetOf(properties['FunctionName']));
          return alarmsOn(templates, 'IteratorAge', stack).includes(FunctionName);
        }),
      ),
    breakIt: (templates) =>
      (first(
        templates,
        'AWS::CloudWatch::Alarm',
        ({ properties }) => properties['MetricName'] === 'IteratorAge',
      ).properties['MetricName'] = 'Errors'),
  },
  {
    rule: 'what a rule cannot deliver goes to a dead-letter queue',
    violations: (templates) =>
      ofType(templates, 'AWS::Events::Rule')
        .filter(({ properties }) => 'EventPattern' in properties)
        .flatMap(
          unless(({ properties }) => properties['Targets'].every((target: Json) => target.DeadLetterConfig?.Arn)),
        ),
    breakIt: (templates) =>
      delete first(templates, 'AWS::Events::Rule', ({ properties }) => 'EventPattern' in properties).properties[
        'Targets'
      ][0].DeadLetterConfig,
  },
  {
    rule: 'every alarm tells somebody and names a runbook that exists',
    violations: every(
      'AWS::CloudWatch::Alarm',
      (alarm) =>
        alarm.properties['AlarmActions'].length > 0 &&
        runbookOf(alarm) !== '' &&
        existsSync(join(runbooks, runbookOf(alarm))),
    ),
    breakIt: (templates) =>
      (first(templates, 'AWS::CloudWatch::Alarm').properties['AlarmDescription'] = 'It is broken.'),
  },
  {
    rule: 'every runbook belongs to an alarm',
    violations: (templates) => {
      const used = new Set(ofType(templates, 'AWS::CloudWatch::Alarm').map(runbookOf));
      return readdirSync(runbooks).filter((file) => !used.has(file) && !rungByPeople.has(file));
    },
    breakIt: (templates) => {
      for (const { properties } of ofType(templates, 'AWS::CloudWatch::Alarm')) properties['AlarmDescription'] = '';
    },
  },
  {
    rule: 'every function has an alarm on its errors, a time-out, a trace and a sentence that says what it is for',
    violations: every(
      'AWS::Lambda::Function',
      ({ stack, properties }, templates) =>
        alarmsOn(templates, 'Errors', stack).includes(properties['FunctionName']) &&
        properties['Timeout'] > 0 &&
        properties['TracingConfig']?.Mode === 'Active' &&
        properties['Description']?.length > 20,
    ),
    breakIt: (templates) => delete first(templates, 'AWS::Lambda::Function').properties['TracingConfig'],
  },
  {
    rule: 'functions run on Node 24',
    violations: every('AWS::Lambda::Function', ({ properties }) => properties['Runtime'] === 'nodejs24.x'),
    breakIt: (templates) => (first(templates, 'AWS::Lambda::Function').properties['Runtime'] = 'nodejs22.x'),
  },
  {
    rule: 'functions run on arm64, but for those with native modules for x86_64, which run in their own process locally',
    violations: every('AWS::Lambda::Function', ({ properties, resource }) =>
      resource.Metadata?.['local:process'] === true
        ? properties['Architectures'][0] === 'x86_64'
        : properties['Architectures'][0] === 'arm64',
    ),
    breakIt: (templates) => (first(templates, 'AWS::Lambda::Function').properties['Architectures'] = ['x86_64']),
  },
  {
    rule: 'no variable takes a name that Lambda keeps for itself, and none holds a secret',
    violations: every('AWS::Lambda::Function', ({ properties }) =>
      Object.keys(properties['Environment'].Variables).every(
        (name) => !reservedVariables.test(name) && !/(_KEY|TOKEN|PASSWORD)$/.test(name),
      ),
    ),
    breakIt: (templates) =>
      (first(templates, 'AWS::Lambda::Function').properties['Environment'].Variables.AWS_REGION = 'x'),
  },
  {
    rule: 'a function behind the API answers before the API gives up',
    violations: (templates) =>
      ofType(templates, 'AWS::ApiGatewayV2::Integration').flatMap(
        unless(
          ({ stack, properties }) =>
            resourceAt(templates, stack, targetOf(properties['IntegrationUri']))['Timeout'] <= longestAnswerSeconds,
        ),
      ),
    breakIt: (templates) => {
      const { stack, properties } = first(templates, 'AWS::ApiGatewayV2::Integration');
      resourceAt(templates, stack, targetOf(properties['IntegrationUri']))['Timeout'] = 30;
    },
  },
  {
    rule: 'routes ask for a token, but for the few that are open by design',
    violations: every(
      'AWS::ApiGatewayV2::Route',
      ({ properties }) =>
        (properties['AuthorizationType'] === 'JWT' && properties['AuthorizerId'] !== undefined) ||
        openRoutes.test(properties['RouteKey']),
    ),
    breakIt: (templates) =>
      (first(
        templates,
        'AWS::ApiGatewayV2::Route',
        ({ properties }) => properties['AuthorizationType'] === 'JWT',
      ).properties['AuthorizationType'] = 'NONE'),
  },
  {
    rule: 'no route is deployed twice',
    violations: (templates) => {
      const keys = ofType(templates, 'AWS::ApiGatewayV2::Route').map(
        (route) => `${stageOf(route)}: ${route.properties['RouteKey']}`,
      );
      return keys.filter((key, index) => keys.indexOf(key) !== index);
    },
    breakIt: (templates) => {
      const [one, two] = ofType(templates, 'AWS::ApiGatewayV2::Route');
      one!.properties['RouteKey'] = two!.properties['RouteKey'];
    },
  },
  {
    rule: 'the API limits its rate and logs each request without naming the caller',
    violations: every('AWS::ApiGatewayV2::Stage', ({ properties }) => {
      const { Format = '' } = properties['AccessLogSettings'] ?? {};
      return (
        properties['DefaultRouteSettings']?.ThrottlingRateLimit > 0 &&
        Format.includes('$context.requestId') &&
        !/sourceIp|userAgent|authorizer\.claims|identity/.test(Format)
      );
    }),
    breakIt: (templates) =>
      (first(templates, 'AWS::ApiGatewayV2::Stage').properties['AccessLogSettings'].Format =
        '$context.requestId $context.identity.sourceIp'),
  },
  {
    rule: 'no role may do everything of a service',
    violations: (templates) =>
      statements(templates).flatMap(({ at, actions }) =>
        actions.filter((action) => action.includes('*')).map((action) => `${at}: ${action}`),
      ),
    breakIt: (templates) => (firstStatement(templates, 'logs:PutLogEvents').Action = 'logs:*'),
  },
  {
    rule: 'no role names all resources, but for traces and SMS, which have none to name',
    violations: (templates) =>
      statements(templates)
        .filter(({ resources }) => resources.includes('*'))
        .flatMap(({ at, actions }) =>
          actions
            .filter((action) => !/^(xray:Put(TraceSegments|TelemetryRecords)|sns:Publish)$/.test(action))
            .map((action) => `${at}: ${action}`),
        ),
    breakIt: (templates) => (firstStatement(templates, 'sqs:SendMessage').Resource = '*'),
  },
  {
    rule: 'no role may touch a table beyond named partitions, or scan one',
    violations: (templates) =>
      statements(templates)
        .filter(({ actions }) =>
          actions.some((action) => /^dynamodb:(?!DescribeStream|GetRecords|GetShardIterator|ListStreams)/.test(action)),
        )
        .filter(({ actions, condition }) => {
          const keys = condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
          return (
            actions.includes('dynamodb:Scan') ||
            keys === undefined ||
            !list<string>(keys).every((key) => /^[A-Z-]+#\*$/.test(key))
          );
        })
        .map(({ at, actions }) => `${at}: ${actions.join()}`),
    breakIt: (templates) => delete firstStatement(templates, 'dynamodb:GetItem').Condition,
  },
  {
    rule: 'lines of the audit trail are appended, never changed or deleted',
    violations: (templates) =>
      statements(templates)
        .filter(({ condition }) =>
          list<string>(condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []).includes('AUDIT#*'),
        )
        .filter(({ actions }) => actions.some((action) => /^dynamodb:(Update|Delete|PartiQL)/.test(action)))
        .map(({ at }) => at),
    breakIt: (templates) =>
      (firstStatement(templates, 'dynamodb:DeleteItem').Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'] = [
        'AUDIT#*',
      ]),
  },
  {
    rule: 'no role may touch a bucket beyond named prefixes',
    violations: (templates) =>
      statements(templates)
        .filter(({ actions }) => actions.some((action) => action.startsWith('s3:')))
        // a list is bound by its condition, not by its resource
        .filter(
          ({ actions, condition }) =>
            actions.join() !== 's3:ListBucket' ||
            !list<string>(condition['StringLike']?.['s3:prefix'] ?? '').every((prefix) => /^[a-z]+\/\*$/.test(prefix)),
        )
        .flatMap(({ at, resources }) =>
          resources
            .map(textOf)
            .filter((resource) => !/\/[a-z]+\/\*/.test(resource))
            .map(() => at),
        ),
    breakIt: (templates) => (firstStatement(templates, 's3:PutObject').Resource = { 'Fn::Join': ['', ['arn', '/*']] }),
  },
  {
    rule: 'only publish-changes puts events on the bus',
    violations: (templates) =>
      statements(templates)
        .filter(({ at, actions }) => actions.includes('events:PutEvents') && !at.includes('PublishChanges'))
        .map(({ at }) => at),
    breakIt: (templates) => (firstStatement(templates, 'logs:PutLogEvents').Action = ['events:PutEvents']),
  },
  {
    rule: 'the token check knows who issued a token and for whom',
    violations: every(
      'AWS::ApiGatewayV2::Authorizer',
      ({ properties }) => properties['JwtConfiguration'].Issuer && properties['JwtConfiguration'].Audience.length === 1,
    ),
    breakIt: (templates) =>
      (first(templates, 'AWS::ApiGatewayV2::Authorizer').properties['JwtConfiguration'].Audience = []),
  },
  {
    rule: 'people are never deleted with a stack, and sign-in tells nobody who exists',
    violations: (templates) => [
      ...ofType(templates, 'AWS::Cognito::UserPool').flatMap(
        unless(
          ({ properties, resource }) =>
            properties['DeletionProtection'] === 'ACTIVE' && resource.DeletionPolicy === 'Retain',
        ),
      ),
      ...ofType(templates, 'AWS::Cognito::UserPoolClient').flatMap(
        unless(
          ({ properties }) =>
            properties['PreventUserExistenceErrors'] === 'ENABLED' && properties['AllowedOAuthFlows'].join() === 'code',
        ),
      ),
    ],
    breakIt: (templates) =>
      (first(templates, 'AWS::Cognito::UserPoolClient').properties['AllowedOAuthFlows'] = ['implicit']),
  },
  {
    rule: 'events can be replayed for a while',
    violations: every('AWS::Events::EventBus', ({ stack, id }, templates) =>
      ofType(templates, 'AWS::Events::Archive').some(
        (archive) =>
          archive.stack === stack &&
          targetOf(archive.properties['SourceArn']) === id &&
          archive.properties['RetentionDays'] >= 30,
      ),
    ),
    breakIt: (templates) => (first(templates, 'AWS::Events::Archive').properties['RetentionDays'] = 1),
  },
  {
    rule: 'values stand in code: no template takes parameters',
    violations: (templates) =>
      Object.entries(templates).flatMap(([stack, { Parameters }]) => (Parameters === undefined ? [] : [stack])),
    breakIt: (templates) => ((Object.values(templates)[0] as Json).Parameters = { Stage: { Type: 'String' } }),
  },
  {
    rule: 'no stack comes near the limit of 500 resources',
    violations: (templates) =>
      Object.entries(templates).flatMap(([stack, { Resources }]) =>
        Object.keys(Resources).length > 400 ? [stack] : [],
      ),
    breakIt: (templates) => {
      const [template] = Object.values(templates);
      for (let index = 0; index < 401; index += 1) template!.Resources[`Extra${index}`] = { Type: 'AWS::SNS::Topic' };
    },
  },
  {
    rule: 'names fit: 64 characters for functions and roles, 80 for queues',
    violations: (templates) => [
      ...ofType(templates, 'AWS::Lambda::Function').flatMap(
        unless(({ properties }) => properties['FunctionName'].length <= 64),
      ),
      ...ofType(templates, 'AWS::SQS::Queue').flatMap(unless(({ properties }) => properties['QueueName'].length <= 80)),
    ],
    breakIt: (templates) => (first(templates, 'AWS::SQS::Queue').properties['QueueName'] = 'q'.repeat(81)),
  },
];
