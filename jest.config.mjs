/** Jest runs the sources as ES modules, as Node does. */
const transform = { '^.+\\.ts$': '<rootDir>/test/strip-types.mjs' };
const project = (displayName, extra = {}) => ({
  displayName,
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  // what a service beside the tests rewrites is none of theirs
  modulePathIgnorePatterns: ['<rootDir>/.build/', '<rootDir>/.local/', '<rootDir>/cdk.out/'],
  ...extra,
});

export default {
  projects: [
    project('unit'),
    project('contract'),
    project('infra'),
    project('integration'),
    project('faults'),
    project('e2e'),
  ],
  testTimeout: 60_000,
};
