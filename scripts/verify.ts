/**
 * Every check of the project, in order of how fast it speaks. Each check counts once, each test once; the last line says
 * how many passed and failed. `--checks` leaves the tests out.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, mkdirSync, rmSync } from 'node:fs';
import * as z from 'zod';

const checks: readonly (readonly [name: string, ...command: string[]])[] = [
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['lint', 'eslint', '--max-warnings', '0', '.'],
  [
    'imports',
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
    'infra',
    'functions',
    'shared',
    'connectors',
    'events',
    'local',
    'scripts',
    'test',
  ],
  ['dead code', 'knip'],
  ['generated files', 'node', 'scripts/generate.ts', '--check'],
];
const projects = ['unit', 'contract', 'infra', 'integration', 'faults', 'e2e'] as const;

const Summary = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
  numRuntimeErrorTestSuites: z.int(),
});

let passed = 0;
let failed = 0;
const count = (name: string, ok: boolean, startedAt: number): void => {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
};

for (const [name, command = '', ...args] of checks) {
  const startedAt = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  count(name, status === 0, startedAt);
}

if (!process.argv.includes('--checks')) {
  mkdirSync('.build', { recursive: true });
  for (const project of projects) {
    const startedAt = performance.now();
    const report = `.build/jest-${project}.json`;
    rmSync(report, { force: true });
    const { status } = spawnSync(
      'node',
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
        '--selectProjects',
        project,
        '--json',
        '--outputFile',
        report,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    let summary;
    try {
      summary = Summary.parse(JSON.parse(readFileSync(report, 'utf8')));
    } catch {
      count(`${project} tests could not run (exit ${status})`, false, startedAt);
      continue;
    }
    passed += summary.numPassedTests;
    failed += summary.numFailedTests;
    if (status !== 0 && summary.numFailedTests === 0) failed += 1;
    console.log(
      `${status === 0 ? 'ok    ' : 'FAILED'} ${project} tests: ${summary.numPassedTests} passed, ${summary.numFailedTests} failed (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
    );
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
