import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { logicalId, physicalName, type House } from './house.ts';

/** Each kind has its runbook, `docs/runbooks/<kind>.md`. */
type AlarmKind = 'api-faults' | 'dead-letters' | 'function-errors' | 'parked-changes' | 'queue-age' | 'stream-lag';

interface Watch {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
  readonly threshold: number;
  readonly periodSeconds: number;
  /** Rings when this many of the last periods were over the threshold. */
  readonly periods: { readonly over: number; readonly of: number };
}

export interface HouseAlarmProps {
  readonly house: House;
  readonly kind: AlarmKind;
  /** What is watched, e.g. the function's name. */
  readonly subject: string;
  /** The sentence an operator reads at 3 a.m. */
  readonly impact: string;
  readonly watch: Watch;
}

/** An alarm that says what it means for people and which runbook to open. */
export class HouseAlarm extends Construct {
  constructor(scope: Construct, { house, kind, subject, impact, watch }: HouseAlarmProps) {
    super(scope, `${logicalId(subject)}${logicalId(kind)}`);
    const alarmName = physicalName(house, `${subject}-${kind}`);
    new CfnAlarm(this, 'Alarm', {
      alarmName,
      alarmDescription: `${impact} Runbook: docs/runbooks/${kind}.md`,
      namespace: watch.namespace,
      metricName: watch.metric,
      dimensions: Object.entries(watch.dimensions).map(([name, value]) => ({ name, value })),
      statistic: watch.statistic,
      period: watch.periodSeconds,
      evaluationPeriods: watch.periods.of,
      datapointsToAlarm: watch.periods.over,
      threshold: watch.threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [house.alarmTopic.topicArn],
    });
    house.alarmNames.push(alarmName);
  }
}
