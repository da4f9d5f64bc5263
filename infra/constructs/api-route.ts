import { Stack, Validations } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Method } from '../../shared/config/function-spec.ts';
import { logicalId, type Deployable, type House, type Resources } from './house.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';

/** The HTTP API as the stacks that hang routes on it see it. */
export interface FrontDoor {
  readonly apiId: string;
  readonly authorizerId: string;
}

/** The part of a `RouteSpec` that a deployment needs. */
export interface DeployableRoute extends Deployable {
  readonly method: Method;
  readonly paths: readonly [string, ...string[]];
  readonly auth: 'public' | 'member' | 'signed';
  readonly audit?: string;
  readonly head?: true;
}

export interface ApiRouteProps extends Omit<ServiceFunctionProps, 'triggerStatements' | 'spec'> {
  readonly spec: DeployableRoute;
  readonly frontDoor: FrontDoor;
}

/** One use case on the HTTP API: its function and all its paths; members' routes stand behind the token check. */
export class ApiRoute extends Construct {
  constructor(scope: Construct, { frontDoor, ...props }: ApiRouteProps) {
    super(scope, `${logicalId(props.name)}Route`);
    const { spec, connector } = props;
    const served = new ServiceFunction(this, { ...props, spec: withMembership(spec) });
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: frontDoor.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: served.function.functionArn,
      payloadFormatVersion: '2.0',
    });
    const methods = spec.head === true ? [spec.method, 'HEAD'] : [spec.method];
    const doors = methods.flatMap((method) => spec.paths.map((path) => ({ method, path })));
    for (const [index, { method, path }] of doors.entries()) {
      const route = new CfnRoute(this, index === 0 ? 'Route' : `Route${index + 1}`, {
        apiId: frontDoor.apiId,
        routeKey: `${method} ${connector === undefined ? path : path.replace('{marketplace}', connector.name)}`,
        target: `integrations/${integration.ref}`,
        ...(spec.auth === 'member'
          ? { authorizationType: 'JWT', authorizerId: frontDoor.authorizerId }
          : { authorizationType: 'NONE' }),
      });
      if (spec.auth !== 'member')
        Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: whyOpen[spec.auth] });
    }
    new CfnPermission(this, 'Invoke', {
      action: 'lambda:InvokeFunction',
      functionName: served.function.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({ service: 'execute-api', resource: frontDoor.apiId, resourceName: '*/*' }),
    });
  }
}

const whyOpen = {
  public: 'Anybody may read this; it gives away nothing that is a person’s or an office’s.',
  signed: 'A marketplace has no token of ours: the function checks the signature on the raw body.',
} as const;

/** A member's request begins with reading the caller's memberships, and may end with a line of the audit trail. */
const withMembership = (spec: DeployableRoute): DeployableRoute => {
  if (spec.auth !== 'member') return spec;
  const read = spec.access.register?.read ?? [];
  return {
    ...spec,
    access: {
      ...spec.access,
      register: {
        ...spec.access.register,
        read: read.includes('SUBJECT') ? read : ['SUBJECT', ...read],
        ...(spec.audit === undefined ? {} : { append: ['AUDIT'] }),
      },
    },
  };
};

export interface RoutesProps {
  readonly house: House;
  readonly resources: Resources;
  readonly frontDoor: FrontDoor;
}

/** Deploys routes by the names of their folders. */
export const addRoutes = (
  scope: Construct,
  props: RoutesProps,
  routes: Readonly<Record<string, DeployableRoute>>,
): void => {
  for (const [name, spec] of Object.entries(routes)) new ApiRoute(scope, { ...props, name, spec });
};
