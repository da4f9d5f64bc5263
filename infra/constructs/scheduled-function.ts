import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { logicalId, physicalName } from './house.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';

export interface ScheduledFunctionProps extends Omit<ServiceFunctionProps, 'triggerStatements'> {
  readonly everyMinutes: number;
}

/** A function that runs by the clock. A run that fails is made up by the next, so it needs an alarm but no queue. */
export class ScheduledFunction extends Construct {
  constructor(scope: Construct, { everyMinutes, ...props }: ScheduledFunctionProps) {
    super(scope, `${logicalId(props.name)}Schedule`);
    const scheduled = new ServiceFunction(this, props);
    const rule = new CfnRule(this, 'Rule', {
      name: physicalName(props.house, props.name),
      state: 'ENABLED',
      scheduleExpression: everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`,
      targets: [{ id: 'function', arn: scheduled.function.functionArn }],
    });
    new CfnPermission(this, 'Invoke', {
      action: 'lambda:InvokeFunction',
      functionName: scheduled.function.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
  }
}
