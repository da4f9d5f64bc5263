import { AssetHashType, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import * as z from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { grant } from './access.ts';
import { HouseAlarm } from './house-alarm.ts';
import { logicalId, physicalName, type Deployable, type House, type Resources } from './house.ts';

export interface ServiceFunctionProps {
  readonly house: House;
  /** Deployed name without the stage, e.g. `save-sentra` or `push-listing-shopee`. */
  readonly name: string;
  readonly spec: Deployable;
  readonly resources: Resources;
  /** The connector this copy is bound to. */
  readonly connector?: Connector;
  /** What its trigger needs on top of its access, e.g. reading its queue. */
  readonly triggerStatements?: readonly PolicyStatement[];
}

/** The house's default limits; a spec's `sizing` overrides them. */
export const defaultSizing = { memoryMb: 512, timeoutSeconds: 10 } as const;

/** The only way to deploy a function: its role and environment come from its spec, logs end, errors ring. */
export class ServiceFunction extends Construct {
  readonly function: Function;
  readonly logGroup: LogGroup;

  constructor(
    scope: Construct,
    { house, name, spec, resources, connector, triggerStatements = [] }: ServiceFunctionProps,
  ) {
    super(scope, logicalId(name));
    const bundle = house.bundles.get(name);
    if (bundle === undefined) throw new Error(`${name}: there is no bundle of this function`);
    const functionName = physicalName(house, name);

    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: house.stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { statements, environment } = grant(this, {
      stage: house.stage,
      name,
      access: spec.access,
      resources,
      ...(connector && { connector }),
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [this.logGroup.logGroupArn],
            }),
            new PolicyStatement({
              effect: Effect.ALLOW,
              actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
              resources: ['*'],
            }),
            ...triggerStatements,
            ...statements,
          ],
        }),
      },
    });
    Validations.of(role).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray has no resources to name: its two write actions accept only *.',
      },
      ...(['photos', 'files', 'intake'] as const).flatMap((bucket) =>
        prefixesIn(spec, bucket).map((prefix) => ({
          id: `AwsSolutions-IAM5[Resource::${exportOf(resources[bucket])}/${prefix}*]`,
          reason: 'Objects are named by their prefix: their keys hold ids and hashes that do not exist yet.',
        })),
      ),
    );

    this.function = new Function(this, 'Function', {
      functionName,
      description: spec.impact,
      runtime: Runtime.NODEJS_24_X,
      architecture: bundle.native ? Architecture.X86_64 : Architecture.ARM_64,
      code: Code.fromAsset(bundle.directory, { assetHash: bundle.hash, assetHashType: AssetHashType.CUSTOM }),
      handler: 'index.handler',
      memorySize: spec.sizing?.memoryMb ?? defaultSizing.memoryMb,
      timeout: Duration.seconds(spec.sizing?.timeoutSeconds ?? defaultSizing.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      environment: { ...environment },
      logGroup: this.logGroup,
      // The inline policy is whole: nothing may add to it from the side.
      role: role.withoutPolicyUpdates(),
    });
    const resource = this.function.node.defaultChild;
    // A native crash must not take the other functions of a local run with it.
    if (bundle.native && resource instanceof CfnFunction) resource.addMetadata('local:process', true);

    new HouseAlarm(this, {
      house,
      kind: 'function-errors',
      subject: name,
      impact: spec.impact,
      watch: {
        namespace: 'AWS/Lambda',
        metric: 'Errors',
        dimensions: { FunctionName: functionName },
        statistic: 'Sum',
        threshold: 1,
        periodSeconds: 300,
        periods: { over: 2, of: 3 },
      },
    });
  }
}

const prefixesIn = ({ access }: Deployable, bucket: 'photos' | 'files' | 'intake'): readonly string[] => {
  const { read = [], write = [], delete: removed = [] } = access[bucket] ?? {};
  return [...new Set([...read, ...write, ...removed])];
};

/** The name under which the bucket's ARN reaches other stacks, which is how cdk-nag spells it. */
const exportOf = (bucket: Bucket): string => {
  const stack = Stack.of(bucket);
  return z.object({ 'Fn::ImportValue': z.string() }).parse(stack.resolve(stack.exportValue(bucket.bucketArn)))[
    'Fn::ImportValue'
  ];
};
