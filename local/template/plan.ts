import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { checkPattern } from '../aws/event-pattern.ts';
import { checkConditions } from '../aws/iam.ts';
import { readAssembly } from './assembly.ts';
import type { Settings } from './kinds.ts';
import { LocalFault } from './local-fault.ts';
import { resolveStacks, type Resolved } from './resolve.ts';
import {
  policyDocumentSchema,
  resourceSchemas,
  type PropertiesOf,
  type Statement,
  type UsedType,
} from './resources.ts';

/** A function as the template describes it. */
export interface PlannedFunction {
  readonly name: string;
  readonly arn: string;
  /** Directory of the bundle. */
  readonly code: string;
  /** e.g. `index.handler`. */
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly Statement[];
  readonly reservedConcurrency: number | undefined;
  /** True when a native crash must not take other functions with it. */
  readonly isOwnProcess: boolean;
  /** AWS services that may invoke it. */
  readonly invokedBy: ReadonlySet<string>;
}

export interface PlannedTable {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string | undefined;
  readonly ttlAttribute: string | undefined;
  readonly properties: PropertiesOf<'AWS::DynamoDB::GlobalTable'>;
}

export interface PlannedQueue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly properties: PropertiesOf<'AWS::SQS::Queue'>;
}

export interface PlannedRoute {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly authorizer: { readonly issuer: string; readonly audience: readonly string[] } | undefined;
}

export interface PlannedRule {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targets: readonly { readonly arn: string; readonly deadLetterArn: string | undefined }[];
}

export interface PlannedSchedule {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  readonly targetArn: string;
  readonly input: string | undefined;
}

/** Everything the templates ask for. */
export interface Plan {
  readonly settings: Settings;
  readonly functions: readonly PlannedFunction[];
  readonly tables: readonly PlannedTable[];
  readonly queues: readonly PlannedQueue[];
  readonly buckets: readonly { readonly name: string; readonly properties: PropertiesOf<'AWS::S3::Bucket'> }[];
  readonly buses: readonly string[];
  readonly rules: readonly PlannedRule[];
  readonly schedules: readonly PlannedSchedule[];
  readonly mappings: readonly (PropertiesOf<'AWS::Lambda::EventSourceMapping'> & {
    readonly id: string;
    readonly functionArn: string;
  })[];
  readonly routes: readonly PlannedRoute[];
  readonly throttle: { readonly rate: number; readonly burst: number };
  readonly userPools: readonly {
    readonly id: string;
    readonly triggerArn: string | undefined;
    readonly clients: readonly PlannedClient[];
  }[];
  readonly keys: readonly { readonly id: string; readonly arn: string; readonly isHmac: boolean }[];
  readonly secrets: readonly { readonly name: string; readonly arn: string; readonly text: string | undefined }[];
}

export interface PlannedClient {
  readonly id: string;
  readonly properties: PropertiesOf<'AWS::Cognito::UserPoolClient'>;
}

const isUsedType = (type: string): type is UsedType => Object.hasOwn(resourceSchemas, type);

/** The same table, seen so that a type's schema gives that type's properties. */
const schemas: { readonly [Type in UsedType]: z.ZodType<PropertiesOf<Type>> } = resourceSchemas;

interface Found<Type extends UsedType> {
  readonly stack: string;
  readonly id: string;
  readonly properties: PropertiesOf<Type>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const finder =
  (resources: readonly Resolved[]) =>
  <Type extends UsedType>(type: Type): readonly Found<Type>[] =>
    resources
      .filter((resource) => resource.type === type)
      .map(({ stack, id, properties, metadata }) => {
        const parsed = schemas[type].safeParse(properties);
        if (!parsed.success) {
          const [issue] = parsed.error.issues;
          const what = [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ');
          throw new LocalFault(`stack ${stack}, ${type} ${id}: the local cloud cannot run this: ${what}`);
        }
        return { stack, id, properties: parsed.data, metadata };
      });

const hash = (stack: string, id: string): string => createHash('sha256').update(`${stack}.${id}`).digest('hex');

/**
 * Reads an assembly and says what there is to run.
 * @throws LocalFault for anything in the templates that `local` does not know.
 */
export const planAssembly = (directory: string, settings: Settings): Plan => {
  const assembly = readAssembly(directory);
  const resources = resolveStacks(assembly, settings);
  for (const { type, stack, id, properties } of resources) {
    if (Object.keys(properties).length > 0 && !isUsedType(type))
      throw new LocalFault(`stack ${stack}, ${type} ${id}: the local cloud does not run this resource type`);
  }
  const all = finder(resources);
  const { region, account } = settings;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const functionArn = (nameOrArn: string) =>
    nameOrArn.startsWith('arn:') ? nameOrArn : arn('lambda', `function:${nameOrArn}`);

  const statements = new Map<string, Statement[]>();
  for (const { stack, id, properties } of all('AWS::IAM::Role')) {
    const name = properties.RoleName ?? `${stack}-${id}`;
    const inline = properties.Policies.flatMap((policy) => {
      const parsed = policyDocumentSchema.safeParse(policy.PolicyDocument);
      if (parsed.success) return parsed.data.Statement;
      // roles of other principals than functions (e.g. Cognito's SMS role) are never asked here
      return [];
    });
    statements.set(name, inline);
  }
  for (const { properties } of all('AWS::IAM::Policy')) {
    for (const role of properties.Roles) statements.get(role)?.push(...properties.PolicyDocument.Statement);
  }
  for (const [role, list] of statements) checkConditions(role, list);

  const permissions = all('AWS::Lambda::Permission');
  const functions = all('AWS::Lambda::Function').map(({ stack, id, properties, metadata }): PlannedFunction => {
    const name = properties.FunctionName ?? `${stack}-${id}`;
    const code = assembly.assets.get(properties.Code.S3Key);
    if (code === undefined)
      throw new LocalFault(`function ${name}: its code ${properties.Code.S3Key} is not in the assembly`);
    const roleName = properties.Role.slice(properties.Role.lastIndexOf('/') + 1);
    const ownArn = arn('lambda', `function:${name}`);
    return {
      name,
      arn: ownArn,
      code,
      handler: properties.Handler,
      memoryMb: properties.MemorySize,
      timeoutSeconds: properties.Timeout,
      environment: properties.Environment.Variables,
      statements: statements.get(roleName) ?? [],
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      isOwnProcess: metadata['local:process'] === true,
      invokedBy: new Set(
        permissions
          .filter((one) => functionArn(one.properties.FunctionName) === ownArn)
          .map((one) => one.properties.Principal),
      ),
    };
  });

  const authorizers = new Map(
    all('AWS::ApiGatewayV2::Authorizer').map(({ stack, id, properties }) => [
      hash(stack, id).slice(0, 6),
      properties.JwtConfiguration,
    ]),
  );
  const integrations = new Map(
    all('AWS::ApiGatewayV2::Integration').map(({ stack, id, properties }) => [hash(stack, id).slice(0, 7), properties]),
  );
  const routes = all('AWS::ApiGatewayV2::Route').map(({ stack, id, properties }): PlannedRoute => {
    const where = `stack ${stack}, route ${properties.RouteKey}`;
    const integration = integrations.get(properties.Target.replace('integrations/', ''));
    if (integration === undefined) throw new LocalFault(`${where} (${id}): its integration is not in the templates`);
    const jwt = properties.AuthorizationType === 'JWT' ? authorizers.get(properties.AuthorizerId ?? '') : undefined;
    if (properties.AuthorizationType === 'JWT' && jwt === undefined)
      throw new LocalFault(`${where} (${id}): its authorizer is not in the templates`);
    return {
      routeKey: properties.RouteKey,
      functionArn: integration.IntegrationUri,
      timeoutMs: integration.TimeoutInMillis,
      authorizer: jwt && { issuer: jwt.Issuer, audience: jwt.Audience },
    };
  });

  const rules = all('AWS::Events::Rule').filter(({ properties }) => properties.State === 'ENABLED');
  const clients = all('AWS::Cognito::UserPoolClient');
  const [stage] = all('AWS::ApiGatewayV2::Stage');
  const throttle = stage?.properties.DefaultRouteSettings;
  all('AWS::ApiGatewayV2::Api');

  return {
    settings,
    functions,
    routes,
    tables: all('AWS::DynamoDB::GlobalTable').map(({ stack, id, properties }) => {
      const name = properties.TableName ?? `${stack}-${id}`;
      const tableArn = arn('dynamodb', `table/${name}`);
      const ttl = properties.TimeToLiveSpecification;
      return {
        name,
        arn: tableArn,
        streamArn: properties.StreamSpecification && `${tableArn}/stream/local`,
        ttlAttribute: ttl?.Enabled === true ? ttl.AttributeName : undefined,
        properties,
      };
    }),
    queues: all('AWS::SQS::Queue').map(({ stack, id, properties }) => {
      const name = properties.QueueName ?? `${stack}-${id}`;
      return { name, arn: arn('sqs', name), url: `${settings.doorsUrl}/${account}/${name}`, properties };
    }),
    buckets: all('AWS::S3::Bucket').map(({ stack, id, properties }) => ({
      name: properties.BucketName ?? `${stack}-${id}`.toLowerCase(),
      properties,
    })),
    buses: ['default', ...all('AWS::Events::EventBus').map(({ properties }) => properties.Name)],
    rules: rules.flatMap(({ stack, id, properties }) => {
      if (properties.EventPattern === undefined) return [];
      checkPattern(`stack ${stack}, rule ${id}`, properties.EventPattern);
      const name = properties.Name ?? `${stack}-${id}`;
      return [
        {
          name,
          arn: arn('events', `rule/${name}`),
          bus: properties.EventBusName.slice(properties.EventBusName.lastIndexOf('/') + 1),
          pattern: properties.EventPattern,
          targets: properties.Targets.map(({ Arn, DeadLetterConfig }) => ({
            arn: Arn,
            deadLetterArn: DeadLetterConfig?.Arn,
          })),
        },
      ];
    }),
    schedules: [
      ...rules.flatMap(({ stack, id, properties }) => {
        const { ScheduleExpression, Targets, Name } = properties;
        if (ScheduleExpression === undefined) return [];
        const name = Name ?? `${stack}-${id}`;
        return Targets.map(({ Arn, Input }) => ({
          name,
          arn: arn('events', `rule/${name}`),
          expression: ScheduleExpression,
          targetArn: Arn,
          input: Input,
        }));
      }),
      ...all('AWS::Scheduler::Schedule')
        .filter(({ properties }) => properties.State === 'ENABLED')
        .map(({ stack, id, properties }) => {
          const name = properties.Name ?? `${stack}-${id}`;
          const { Arn, Input } = properties.Target;
          const own = arn('scheduler', `schedule/default/${name}`);
          return { name, arn: own, expression: properties.ScheduleExpression, targetArn: Arn, input: Input };
        }),
    ],
    mappings: all('AWS::Lambda::EventSourceMapping').map(({ stack, id, properties }) => ({
      ...properties,
      id: `${stack}.${id}`,
      functionArn: functionArn(properties.FunctionName),
    })),
    throttle: {
      rate: throttle?.ThrottlingRateLimit ?? 10_000,
      burst: throttle?.ThrottlingBurstLimit ?? 5_000,
    },
    userPools: all('AWS::Cognito::UserPool').map(({ stack, id, properties }) => {
      const poolId = `${region}_${hash(stack, id).slice(0, 9)}`;
      const { PreTokenGeneration, PreTokenGenerationConfig } = properties.LambdaConfig;
      return {
        id: poolId,
        triggerArn: PreTokenGenerationConfig?.LambdaArn ?? PreTokenGeneration,
        clients: clients
          .filter((client) => client.properties.UserPoolId === poolId)
          .map((client) => ({ id: hash(client.stack, client.id).slice(0, 26), properties: client.properties })),
      };
    }),
    keys: all('AWS::KMS::Key').map(({ stack, id, properties }) => {
      const keyId = hash(stack, id).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
      return { id: keyId, arn: arn('kms', `key/${keyId}`), isHmac: properties.KeySpec === 'HMAC_256' };
    }),
    secrets: all('AWS::SecretsManager::Secret').map(({ stack, id, properties }) => {
      const name = properties.Name ?? `${stack}-${id}`;
      return { name, arn: arn('secretsmanager', `secret:${name}-local0`), text: properties.SecretString };
    }),
  };
};
