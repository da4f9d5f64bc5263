/**
 * The whole service on this computer: how fast it starts (nothing changed since the last start), and what the demo takes
 * in time and memory. Last line JSON. `--small` plays the small demo.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { startService } from '../e2e/service.ts';

/** Resident memory in MB of a process and all its descendants (Linux). */
const residentMb = (root: number): number => {
  const parents = new Map<number, number>();
  const pages = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(Number(entry), Number(fields[1]));
      pages.set(Number(entry), Number(fields[21]));
    } catch {
      // ended meanwhile
    }
  }
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return [...pages].filter(([pid]) => isOurs(pid)).reduce((sum, [, count]) => sum + (count * 4096) / 2 ** 20, 0);
};

const seconds = (since: number): number => Number(((performance.now() - since) / 1000).toFixed(2));

const warmUp = await startService();
await warmUp.remove();
const startedAt = performance.now();
const service = await startService({ port: warmUp.port });
const startSeconds = seconds(startedAt);
console.log(`ready after ${startSeconds} s (nothing changed)`);

let peakMb = 0;
const sampling = setInterval(() => {
  peakMb = Math.max(peakMb, residentMb(service.pid));
}, 500);
const demo = spawn(process.execPath, ['scripts/demo.ts', '--api', service.api, ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
demo.stdout.on('data', (chunk: Buffer) => {
  output += chunk.toString();
  process.stdout.write(chunk);
});
const [code] = await once(demo, 'exit');
clearInterval(sampling);
await service.remove();
const end = z.looseObject({ ok: z.boolean() }).parse(JSON.parse(output.trim().split('\n').at(-1) ?? '{}'));
console.log(JSON.stringify({ bench: 'spine', startSeconds, peakResidentMb: Math.round(peakMb), demo: end, code }));
