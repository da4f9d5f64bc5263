import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findDemoUser } from './demo-users.ts';
import type { State } from './state.ts';
import { LocalFault } from './template/local-fault.ts';

/**
 * Makes the demo officer of the ministry a member, once per data directory, with the command that a deployed stage's first
 * officer is invited with. Everybody else is made a member through the API.
 * @throws LocalFault when the command fails.
 */
export const inviteFirstOfficer = async (projectRoot: string, publicUrl: string, state: State): Promise<void> => {
  const script = join(projectRoot, 'scripts/invite.ts');
  const email = findDemoUser('kementerian')?.email;
  if (state.get('done', 'first-officer') !== undefined || email === undefined || !existsSync(script)) return;
  const args = [script, '--stage', 'local', '--role', 'kementerian', '--email', email, '--api', publicUrl];
  const said: string[] = [];
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => said.push(chunk));
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) throw new LocalFault(`the first officer cannot be invited: ${said.join('').trim()}`);
  state.put('done', 'first-officer', new Date().toISOString());
};
