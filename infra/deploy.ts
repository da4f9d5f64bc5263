import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { deployedStages } from './stages.ts';

/** `npm run deploy -- --stage dev`: deploys a stage's stacks with the CDK CLI, which is not a dependency of the service. */
const deploy = (): number => {
  const { values } = parseArgs({ options: { stage: { type: 'string' } } });
  const stage = deployedStages.find(({ name }) => name === values.stage);
  if (stage === undefined) {
    console.error(`Name the stage: npm run deploy -- --stage ${deployedStages.map(({ name }) => name).join('|')}`);
    return 1;
  }
  // The CLI would otherwise run the app again for every command; the assembly is made once, here.
  const assembly = `.build/deploy-${stage.name}`;
  const synth = spawnSync(process.execPath, ['infra/app.ts', '--stage', stage.name, '--out', assembly], {
    stdio: 'inherit',
  });
  if (synth.status !== 0) return 1;
  const cdk = spawnSync('cdk', ['deploy', '--all', '--app', assembly], { stdio: 'inherit' });
  if (cdk.error === undefined) return cdk.status ?? 1;
  console.error(
    `The CDK CLI is not here. The templates are in ${assembly}; deploy them with: npx aws-cdk@2 deploy --all --app ${assembly}`,
  );
  return 1;
};

process.exitCode = deploy();
