import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';

const run = promisify(execFile);

const system = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Unpacks the Chromium that lies in its npm package, once. The package unpacks into the temporary directory and takes
 * whatever lies there for whole, so it gets a directory of its own that is renamed when it is whole.
 */
const unpacked = async (): Promise<string> => {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8')) as {
    version: string;
  };
  const cache = resolve('node_modules/.cache');
  const home = join(cache, `chromium-${version}`);
  if (existsSync(home)) return home;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'chromium-unpacking-'));
  try {
    const script = `(await import('@sparticuz/chromium')).default.executablePath()`;
    await run(process.execPath, ['--input-type=module', '--eval', `await ${script}`], {
      // with this it brings the libraries that a bare machine lacks
      env: { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: staging },
    });
    writeFileSync(
      join(staging, 'fonts.conf'),
      `<fontconfig><dir>${join(home, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(home, 'fonts-cache')}</cachedir></fontconfig>`,
    );
    renameSync(staging, home);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    // somebody else may have been faster
    if (!existsSync(home)) throw error;
  }
  return home;
};

/** A headless Chromium: the one from npm where it runs, else the system's. */
export const openBrowser = async (): Promise<Browser> => {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  if (process.platform === 'linux' && process.arch === 'x64') {
    const home = await unpacked();
    return chromium.launch({
      executablePath: join(home, 'chromium'),
      args,
      env: {
        ...process.env,
        LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
        FONTCONFIG_FILE: join(home, 'fonts.conf'),
      },
    });
  }
  const executablePath = system.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium on this computer: install one, e.g. chromium');
  return chromium.launch({ executablePath, args });
};

/** What a page did that a good page does not: faults in the console, and requests to anywhere but its own origin. */
export const watch = (page: Page, origin: string): readonly string[] => {
  const wrongs: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrongs.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrongs.push(`script: ${error.message}`));
  page.on('dialog', (dialog) => {
    wrongs.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('requestfailed', (request) => wrongs.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      wrongs.push(`elsewhere: ${request.url()}`);
  });
  return wrongs;
};
