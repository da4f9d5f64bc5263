import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../stages.ts';

/** Without the bootstrap parameter. Untyped, because CDK's own classes do not pass under exactOptionalPropertyTypes. */
const synthesis = (): object => ({ synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });

/** A stack of one stage: `ikm-<stage>-<name>`, in the stage's region, without parameters. */
export class HouseStack extends Stack {
  constructor(scope: Construct, stage: StageConfig, name: string, description: string) {
    super(scope, `ikm-${stage.name}-${name}`, {
      stackName: `ikm-${stage.name}-${name}`,
      description,
      env: { region: stage.region },
      terminationProtection: stage.name !== 'local',
      tags: { service: 'ikm', stage: stage.name },
      ...synthesis(),
    });
  }
}
