import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions, type Bundle } from './bundle.ts';
import type { House } from './constructs/house.ts';
import { isAssemblyCurrent, projectRoot, stampAssembly } from './sources-hash.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { CatalogueApiStack } from './stacks/catalogue-api-stack.ts';
import { ConnectorsStack } from './stacks/connectors-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { DutiesStack } from './stacks/duties-stack.ts';
import { EnrolmentApiStack } from './stacks/enrolment-api-stack.ts';
import { EventsStack } from './stacks/events-stack.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { IntakeStack } from './stacks/intake-stack.ts';
import { ListingsApiStack } from './stacks/listings-api-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { PapersStack } from './stacks/papers-stack.ts';
import { PartnersStack } from './stacks/partners-stack.ts';
import { PhotosStack } from './stacks/photos-stack.ts';
import { ProgrammeStack } from './stacks/programme-stack.ts';
import { RegisterApiStack } from './stacks/register-api-stack.ts';
import { deployedStages, localStage, type StageConfig } from './stages.ts';

/** All stacks of one stage, in the order they depend on each other. */
const addStage = (app: App, stage: StageConfig, bundles: readonly Bundle[]): void => {
  const operations = new OperationsStack(app, stage);
  const house: House = {
    stage,
    bundles: new Map(bundles.map((bundle) => [bundle.name, bundle])),
    alarmTopic: operations.alarmTopic,
    alarmNames: [],
  };
  const { resources } = new DataStack(app, stage);
  const identity = new IdentityStack(app, house, resources);
  const { frontDoor, publicUrl } = new ApiStack(app, house, identity);
  const { bus } = new EventsStack(app, house, { ...resources, publicUrl });
  new PhotosStack(app, house, resources);
  const withUrl = { ...resources, publicUrl };
  const { connectors } = new ConnectorsStack(app, { house, resources: withUrl, frontDoor, busName: bus.eventBusName });
  new CatalogueApiStack(app, { house, frontDoor, resources: withUrl });
  new RegisterApiStack(app, { house, frontDoor, resources: withUrl });
  new ListingsApiStack(app, { house, frontDoor, resources: { ...withUrl, connectors } });
  const onBus = { house, frontDoor, resources: { ...withUrl, connectors }, busName: bus.eventBusName };
  new PartnersStack(app, onBus);
  new IntakeStack(app, onBus);
  new EnrolmentApiStack(app, onBus);
  new PapersStack(app, onBus);
  new ProgrammeStack(app, onBus);
  new DutiesStack(app, onBus);
  operations.drawDashboard(house.alarmNames);
};

/** Builds the app of these stages, checked by cdk-nag at `synth()`. */
export const buildApp = (stages: readonly StageConfig[], bundles: readonly Bundle[], outdir: string): App => {
  const app = new App({
    outdir,
    analyticsReporting: false,
    // Nine tenths of a synth; the same resources pass it in the deployed stages, and in the tests.
    builtinCloudFormationValidation: stages.some(({ name }) => name !== 'local'),
    context: { 'aws:cdk:enable-path-metadata': false, '@aws-cdk/core:validateAgainstDefaultRules': true },
  });
  for (const stage of stages) addStage(app, stage, bundles);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};

/** `node infra/app.ts [--stage NAME] [--out DIR] [--public-url URL]`: without a stage, all that are deployed to AWS. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string' },
      out: { type: 'string', default: process.env['CDK_OUTDIR'] ?? 'cdk.out' },
      'public-url': { type: 'string', default: 'http://localhost:8080' },
    },
  });
  const isLocal = values.stage === 'local';
  const stages = isLocal
    ? [localStage(values['public-url'])]
    : deployedStages.filter(({ name }) => values.stage === undefined || name === values.stage);
  if (stages.length === 0) {
    throw new Error(`unknown stage ${values.stage ?? ''}: local, ${deployedStages.map(({ name }) => name).join(', ')}`);
  }
  const outdir = resolve(values.out);
  const options = { stage: values.stage ?? 'all', publicUrl: isLocal ? values['public-url'] : '' };
  if (isAssemblyCurrent(outdir, options)) {
    console.log(`${outdir} is current`);
    return;
  }
  rmSync(outdir, { recursive: true, force: true });
  const bundles = await bundleFunctions(isLocal ? 'host' : 'lambda');
  buildApp(stages, bundles, outdir).synth();
  stampAssembly(outdir, options);
  console.log(`${outdir}: ${stages.map(({ name }) => name).join(', ')}`);
};

if (process.argv[1] === join(projectRoot, 'infra/app.ts')) {
  main().catch((fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
  });
}
