import { parseArgs } from 'node:util';
import * as z from 'zod';
import { demoUsers } from './demo-users.ts';

const Token = z.object({ token: z.string() });
const Refusal = z.object({ message: z.string() });

/** `npm run -s token -- USER [--api URL]`: prints an access token of a demo user, made by the same way as at sign-in. */
const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { api: { type: 'string', default: 'http://localhost:8080' } },
  });
  const [user] = positionals;
  if (user === undefined)
    throw new Error(`say who: npm run -s token -- USER; users: ${demoUsers.map(({ name }) => name).join(', ')}`);
  const url = new URL(`/_local/token?user=${encodeURIComponent(user)}`, values.api);
  const answer = await fetch(url).catch((cause: unknown) => {
    throw new Error(`nothing answers at ${values.api}: run npm start first, or name it with --api`, { cause });
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(Refusal.parse(body).message);
  console.log(Token.parse(body).token);
};

run().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
