/** `npm run bench -- NAME`: runs one measurement of `test/bench/` in a process of its own; its last line is JSON. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const names = readdirSync('test/bench')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''));
const [name = '', ...rest] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`Say which measurement: npm run bench -- ${names.join(' | ')}`);
  process.exit(1);
}
process.exit(spawnSync('node', ['--expose-gc', `test/bench/${name}.ts`, ...rest], { stdio: 'inherit' }).status ?? 1);
