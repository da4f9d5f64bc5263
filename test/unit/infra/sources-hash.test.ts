import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isAssemblyCurrent, sourcesHash, stampAssembly } from '../../../infra/sources-hash.ts';

let assembly: string;
beforeEach(() => {
  assembly = mkdtempSync(join(tmpdir(), 'ikm-stamp-'));
  writeFileSync(join(assembly, 'manifest.json'), '{}');
});
afterEach(() => rmSync(assembly, { recursive: true, force: true }));

test('an assembly is current when it was made from these sources with these options', () => {
  expect(isAssemblyCurrent(assembly, { stage: 'local' })).toBe(false);
  stampAssembly(assembly, { stage: 'local' });
  expect(isAssemblyCurrent(assembly, { stage: 'local' })).toBe(true);
});

test('other options, or an assembly that is not there, are not current', () => {
  stampAssembly(assembly, { stage: 'local', publicUrl: 'http://localhost:8080' });
  expect(isAssemblyCurrent(assembly, { stage: 'local', publicUrl: 'http://localhost:9090' })).toBe(false);
  rmSync(join(assembly, 'manifest.json'));
  expect(isAssemblyCurrent(assembly, { stage: 'local', publicUrl: 'http://localhost:8080' })).toBe(false);
});

test('the same sources hash the same', () => {
  expect(sourcesHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(sourcesHash()).toBe(sourcesHash());
});
