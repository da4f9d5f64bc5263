import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildApp } from '../../infra/app.ts';
import { bundleFunctions, functionFolders, type Bundle } from '../../infra/bundle.ts';
import { deployedStages, localStage } from '../../infra/stages.ts';
import { policies } from './policies.ts';
import { ofType, readTemplates, stageOf, type Templates } from './template.ts';

const stages = [localStage('http://localhost:8080'), ...deployedStages];
const assembly = mkdtempSync(join(tmpdir(), 'ikm-assembly-'));
let templates: Templates;
let bundles: readonly Bundle[];

beforeAll(async () => {
  bundles = await bundleFunctions('host');
  // cdk-nag and CloudFormation's own rules run here: synth throws when one of them is broken.
  buildApp(stages, bundles, assembly).synth();
  templates = readTemplates(assembly);
});
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

describe('over every template of every stage', () => {
  test.each(policies)('$rule', ({ violations }) => {
    expect(violations(templates)).toEqual([]);
  });

  test.each(policies)('noticed when broken: $rule', ({ violations, breakIt }) => {
    const broken = structuredClone(templates);
    breakIt(broken);
    expect(violations(broken)).not.toEqual([]);
  });
});

describe('functions', () => {
  test.each(stages.map(({ name }) => name))('every folder is deployed exactly once to %s', (stage) => {
    const deployed = ofType(templates, 'AWS::Lambda::Function')
      .filter((found) => stageOf(found) === stage)
      .map(({ properties }) => String(properties['FunctionName']).replace(`ikm-${stage}-`, ''));
    expect(deployed.toSorted()).toEqual(bundles.map(({ name }) => name).toSorted());
    expect(new Set(bundles.map(({ folder }) => folder))).toEqual(new Set(functionFolders()));
  });

  test('no stage differs in what it is made of', () => {
    const shapeOf = (stage: string) =>
      Object.entries(templates)
        .filter(([stack]) => stack.startsWith(`ikm-${stage}-`))
        .flatMap(([stack, { Resources }]) =>
          Object.entries(Resources).map(([id, { Type }]) => `${stack.replace(`ikm-${stage}-`, '')}/${id} ${Type}`),
        );
    const [local, ...others] = stages.map(({ name }) => shapeOf(name));
    for (const other of others) expect(other).toEqual(local);
  });
});
