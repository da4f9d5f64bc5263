import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnApi, CfnAuthorizer, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FrontDoor } from '../constructs/api-route.ts';
import { HouseAlarm } from '../constructs/house-alarm.ts';
import { HouseStack } from '../constructs/house-stack.ts';
import { physicalName, type House } from '../constructs/house.ts';

/** The HTTP API itself: address, token check, limits, access log. Its routes stand with their functions. */
export class ApiStack extends HouseStack {
  readonly frontDoor: FrontDoor;
  /** Base of all links, without a slash at the end. */
  readonly publicUrl: string;

  constructor(
    scope: Construct,
    house: House,
    identity: { readonly userPool: UserPool; readonly client: UserPoolClient },
  ) {
    super(scope, house.stage, 'api', 'HTTP API, token check and access log');
    const api = new CfnApi(this, 'Api', {
      name: physicalName(house, 'api'),
      protocolType: 'HTTP',
      description: 'E-Smart IKM',
    });
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: api.ref,
      name: 'members',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: identity.userPool.userPoolProviderUrl,
        audience: [identity.client.userPoolClientId],
      },
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/${physicalName(house, 'api')}`,
      retention: house.stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: house.stage.throttle.rate,
        throttlingBurstLimit: house.stage.throttle.burst,
      },
      accessLogSettings: { destinationArn: accessLog.logGroupArn, format: JSON.stringify(accessLogFormat) },
    });
    new HouseAlarm(this, {
      house,
      kind: 'api-faults',
      subject: 'api',
      impact: 'The API answers with errors of its own: people cannot work.',
      watch: {
        namespace: 'AWS/ApiGateway',
        metric: '5xx',
        dimensions: { ApiId: api.ref },
        statistic: 'Sum',
        threshold: 5,
        periodSeconds: 300,
        periods: { over: 1, of: 1 },
      },
    });
    this.frontDoor = { apiId: api.ref, authorizerId: authorizer.ref };
    this.publicUrl = house.stage.publicUrl ?? api.attrApiEndpoint;
  }
}

/** No address and no token claim of the caller: an access log is read by more people than the register. */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  functionMs: '$context.integrationLatency',
  bytes: '$context.responseLength',
  authorizerError: '$context.authorizer.error',
  integrationError: '$context.integrationErrorMessage',
};
