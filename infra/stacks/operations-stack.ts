import { Fn } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { HouseStack } from '../constructs/house-stack.ts';
import { physicalName } from '../constructs/house.ts';
import type { StageConfig } from '../stages.ts';

/** Where alarms go and where one looks first. Made before the others, which hang their alarms on it. */
export class OperationsStack extends HouseStack {
  readonly alarmTopic: Topic;
  readonly #stage: StageConfig;

  constructor(scope: Construct, stage: StageConfig) {
    super(scope, stage, 'operations', 'Alarm topic and dashboard');
    this.#stage = stage;
    this.alarmTopic = new Topic(this, 'Alarms', { topicName: physicalName({ stage }, 'alarms'), enforceSSL: true });
    this.alarmTopic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alarmTopic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
  }

  /** One screen with every alarm of the stage, by name, so that no stack waits for another's alarms. */
  drawDashboard(alarmNames: readonly string[]): void {
    const arnOf = (name: string) =>
      Fn.sub(`arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:${name}`);
    // An alarm widget shows at most 100 alarms.
    const pages = Array.from({ length: Math.ceil(alarmNames.length / 100) }, (_, page) =>
      alarmNames.slice(page * 100, page * 100 + 100),
    );
    new CfnDashboard(this, 'Dashboard', {
      dashboardName: physicalName({ stage: this.#stage }, 'alarms'),
      dashboardBody: this.toJsonString({
        widgets: pages.map((names, page) => ({
          type: 'alarm',
          x: 0,
          y: page * 12,
          width: 24,
          height: 12,
          properties: { title: `Alarms ${page + 1} of ${pages.length}`, alarms: names.map(arnOf) },
        })),
      }),
    });
  }
}
