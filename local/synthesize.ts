import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LocalFault } from './template/local-fault.ts';

/**
 * Has the CDK app write the local stage's assembly; it does nothing when the sources have not changed.
 * @returns the assembly's directory.
 * @throws LocalFault with the CDK app's last line when it fails.
 */
export const synthesize = (projectRoot: string, publicUrl: string): Promise<string> => {
  // one per address: a service beside this one keeps the code it runs
  const assembly = join(projectRoot, '.build', `assembly-${new URL(publicUrl).port}`);
  const args = [join(projectRoot, 'infra/app.ts'), '--stage', 'local', '--out', assembly, '--public-url', publicUrl];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(assembly);
      else
        reject(new LocalFault(`the stacks cannot be synthesized: ${said.trim().split('\n').slice(0, 20).join('\n')}`));
    });
  });
};
