import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { physicalName, type House } from './house.ts';
import type { ServiceQueue } from './service-queue.ts';

export interface RuleToQueueProps {
  readonly house: House;
  readonly name: string;
  /** The default bus of the account when absent. */
  readonly busName?: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly to: ServiceQueue;
}

/** Events that match the pattern go into the queue; those that cannot be delivered, into its dead-letter queue. */
export class RuleToQueue extends Construct {
  constructor(scope: Construct, { house, name, busName, pattern, to }: RuleToQueueProps) {
    super(scope, 'Rule');
    const rule = new CfnRule(this, 'Rule', {
      name: physicalName(house, name),
      ...(busName !== undefined && { eventBusName: busName }),
      state: 'ENABLED',
      eventPattern: pattern,
      targets: [{ id: 'queue', arn: to.queue.queueArn, deadLetterConfig: { arn: to.deadLetters.queueArn } }],
    });
    for (const queue of [to.queue, to.deadLetters]) allowRule(queue, rule);
  }
}

const allowRule = (queue: Queue, rule: CfnRule): void => {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
    }),
  );
};
