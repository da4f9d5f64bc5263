/** Makes every generated file again, or with `--check` says which is out of date. Each generator is a script of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const flags = process.argv.slice(2);
let failed = false;
for (const script of readdirSync('scripts')
  .filter((file) => /^generate-.+\.ts$/.test(file))
  .sort()) {
  const { status } = spawnSync('node', [`scripts/${script}`, ...flags], { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
