import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  CfnEventSourceMapping,
  CfnPermission,
  Code,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { buildSync } from 'esbuild';

const projectRoot = join(import.meta.dirname, '../../..');

const sdk =
  "import { DynamoDBClient, PutItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb'; const dynamo = new DynamoDBClient({});";

/** The four functions of a thin path: route → table → stream → bus → queue → consumer. */
const sources = {
  put: `${sdk}
    export const handler = async (event) => {
      const id = event.pathParameters.id;
      if (id === 'crash') process.exit(1);
      if (id === 'late') await new Promise((resolve) => setTimeout(resolve, 60000));
      await dynamo.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: 'THING#' + id }, body: { S: event.body ?? '' } } }));
      return { statusCode: 201, body: JSON.stringify({ id, query: event.queryStringParameters ?? null, sub: event.requestContext.authorizer?.jwt.claims.sub ?? null }) };
    };`,
  peek: `${sdk}
    export const handler = async (event) => {
      try {
        const { Item } = await dynamo.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { pk: { S: event.queryStringParameters.pk } } }));
        return { statusCode: 200, body: JSON.stringify(Item ?? null) };
      } catch (error) {
        return { statusCode: 403, body: error.name };
      }
    };`,
  publish: `import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'; const bus = new EventBridgeClient({});
    export const handler = async ({ Records }) => {
      for (const { dynamodb } of Records) {
        const pk = dynamodb.Keys.pk.S;
        if (!pk.startsWith('THING#')) continue;
        const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: [{ EventBusName: process.env.BUS, Source: 'things', DetailType: 'thing.put.v1', Detail: JSON.stringify({ id: pk.slice(6) }) }] }));
        if (FailedEntryCount > 0) throw new Error('not published');
      }
      return { batchItemFailures: [] };
    };`,
  consume: `${sdk}
    export const handler = async ({ Records }) => {
      const batchItemFailures = [];
      for (const { messageId, body } of Records) {
        const { id } = JSON.parse(body).detail;
        if (id.startsWith('poison')) { batchItemFailures.push({ itemIdentifier: messageId }); continue; }
        await dynamo.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: 'SEEN#' + id } } }));
      }
      return { batchItemFailures };
    };`,
} as const;

const bundle = (outdir: string, name: keyof typeof sources): string => {
  const directory = join(outdir, 'functions', name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{"type":"commonjs"}');
  buildSync({
    stdin: { contents: sources[name], resolveDir: projectRoot },
    outfile: join(directory, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return directory;
};

/** Writes the assembly of a small app that uses each kind of resource once. `change` may break it. */
export const writeAssembly = (outdir: string, change: (stack: Stack) => void = () => undefined): string => {
  const assembly = join(outdir, 'assembly');
  const app = new App({ outdir: assembly, analyticsReporting: false });
  const data = new Stack(app, 'data', { env: { region: 'ap-southeast-3' } });
  const table = new TableV2(data, 'Things', {
    tableName: 'things',
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAt',
  });
  new CfnBucket(data, 'Photos', {
    bucketName: 'photos',
    notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
    corsConfiguration: {
      corsRules: [{ allowedOrigins: ['https://web.example'], allowedMethods: ['POST'], allowedHeaders: ['*'] }],
    },
  });

  new CfnBucket(data, 'Files', { bucketName: 'files' });

  const stack = new Stack(app, 'work', { env: { region: 'ap-southeast-3' } });
  const bus = new EventBus(stack, 'Bus', { eventBusName: 'things' });
  const dead = new Queue(stack, 'Dead', { queueName: 'dead' });
  const queue = new Queue(stack, 'Queue', {
    queueName: 'work',
    visibilityTimeout: Duration.seconds(2),
    deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
  });
  const uploaded = new Queue(stack, 'Uploaded', { queueName: 'uploaded' });

  const only = (prefix: string) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefix}#*`] } });
  const make = (name: keyof typeof sources, environment: Record<string, string>, statements: PolicyStatement[]) => {
    const fn = new LambdaFunction(stack, name, {
      functionName: name,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(bundle(outdir, name)),
      timeout: Duration.seconds(2),
      memorySize: 128,
      environment,
    });
    for (const statement of statements) fn.addToRolePolicy(statement);
    return fn;
  };
  const may = (actions: string[], resources: string[], conditions = {}) =>
    new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions });
  const environment = { TABLE: table.tableName };
  const put = make('put', environment, [may(['dynamodb:PutItem'], [table.tableArn], only('THING'))]);
  const peek = make('peek', environment, [may(['dynamodb:GetItem'], [table.tableArn], only('SEEN'))]);
  const publish = make('publish', { BUS: bus.eventBusName }, [
    may(['events:PutEvents'], [bus.eventBusArn]),
    may(
      ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
      [table.tableStreamArn ?? ''],
    ),
    may(['sqs:SendMessage'], [dead.queueArn]),
  ]);
  const consume = make('consume', environment, [
    may(['dynamodb:PutItem'], [table.tableArn], only('SEEN')),
    may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn]),
  ]);
  new CfnEventSourceMapping(stack, 'Stream', {
    functionName: publish.functionName,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: 'TRIM_HORIZON',
    batchSize: 100,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 3,
    functionResponseTypes: ['ReportBatchItemFailures'],
    destinationConfig: { onFailure: { destination: dead.queueArn } },
  });
  new CfnEventSourceMapping(stack, 'Work', {
    functionName: consume.functionName,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    functionResponseTypes: ['ReportBatchItemFailures'],
  });
  new CfnRule(stack, 'Rule', {
    eventBusName: bus.eventBusName,
    eventPattern: { source: ['things'], 'detail-type': [{ prefix: 'thing.' }] },
    targets: [{ id: 'queue', arn: queue.queueArn }],
  });
  new CfnRule(stack, 'UploadRule', {
    eventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ prefix: 'uploads/' }] } },
    },
    targets: [{ id: 'queue', arn: uploaded.queueArn }],
  });

  const pool = new UserPool(stack, 'Members');
  const client = pool.addClient('Screens', {
    oAuth: { flows: { authorizationCodeGrant: true }, callbackUrls: ['http://localhost:18210/'] },
  });
  const api = new CfnApi(stack, 'Api', { name: 'api', protocolType: 'HTTP' });
  new CfnStage(stack, 'Stage', { apiId: api.ref, stageName: '$default', autoDeploy: true });
  const authorizer = new CfnAuthorizer(stack, 'Authorizer', {
    apiId: api.ref,
    name: 'members',
    authorizerType: 'JWT',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer: pool.userPoolProviderUrl, audience: [client.userPoolClientId] },
  });
  const route = (id: string, routeKey: string, fn: LambdaFunction, isOpen: boolean) => {
    const integration = new CfnIntegration(stack, `${id}Integration`, {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: fn.functionArn,
      payloadFormatVersion: '2.0',
    });
    new CfnRoute(stack, id, {
      apiId: api.ref,
      routeKey,
      target: `integrations/${integration.ref}`,
      ...(isOpen ? {} : { authorizationType: 'JWT', authorizerId: authorizer.ref }),
    });
    new CfnPermission(stack, `${id}Invoke`, {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionName,
      principal: 'apigateway.amazonaws.com',
    });
  };
  route('PutThing', 'PUT /things/{id}', put, true);
  route('PutOwn', 'PUT /own/{id}', put, false);
  route('Peek', 'GET /things/_peek', peek, true);
  new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl, exportName: 'queue-url' });
  change(stack);
  app.synth();
  return assembly;
};
