/**
 * Makes somebody a member of a stage from outside the API: its first officer, then anyone.
 *   npm run invite -- --stage S --role R (--email E | --phone P) [--name N] [--instansi I] [--scope a,b] [--api URL]
 * Stage `local` asks the running service (`--api`, default http://localhost:8080) where its engines are; other stages use
 * the AWS credentials of the shell. Inviting the same person to the same role and scope again changes nothing.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { saveMember } from '../functions/save-member/use-case.ts';
import { MemberId } from '../shared/domain/ids.ts';
import { createPlaceFinder } from '../shared/domain/member/appointment.ts';
import { contactOf } from '../shared/domain/member/contact.ts';
import type { Membership } from '../shared/domain/member/member.ts';
import { MemberBody } from '../shared/domain/member/member-body.ts';
import { ProblemError } from '../shared/domain/problem.ts';
import { toFaults } from '../shared/domain/faults.ts';
import { registerSettings } from './register-settings.ts';
import { createDynamo } from '../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../shared/persistence/kms.ts';
import { createMemberRepository } from '../shared/persistence/member-repository.dynamo.ts';
import { createSealer } from '../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../shared/persistence/sentra-repository.dynamo.ts';

const timeouts = { connectMs: 3_000, requestMs: 10_000 };

/** Ends the command with one line. */
class InviteError extends Error {
  override readonly name = 'InviteError';
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The same invitation has the same id; it comes of a keyed hash, so that nobody's contact can be guessed from it. */
const memberIdOf = (...parts: readonly string[]): MemberId => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest();
  const text = [...bytes.subarray(0, 26)].map((byte) => crockford[byte % 32] ?? '0').join('');
  return MemberId.parse(`${String(Number(bytes[26]) % 8)}${text.slice(1)}`);
};

const invite = async (): Promise<string> => {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string' },
      role: { type: 'string' },
      email: { type: 'string' },
      phone: { type: 'string' },
      name: { type: 'string' },
      instansi: { type: 'string' },
      scope: { type: 'string', default: '' },
      api: { type: 'string', default: 'http://localhost:8080' },
    },
  });
  const { stage, api, scope, name = values.email ?? values.phone, ...rest } = values;
  const known = z.enum(['local', 'dev', 'staging', 'prod']).safeParse(stage);
  if (!known.success) throw new InviteError('--stage is local, dev, staging or prod');
  const parsed = MemberBody.safeParse(
    { ...rest, name, scope: scope.split(',').filter((each) => each !== '') },
    { reportInput: true },
  );
  if (!parsed.success)
    throw new InviteError(
      toFaults(parsed.error.issues)
        .map(({ path, message }) => `--${path}: ${message.en}`)
        .join(' '),
    );
  const body = parsed.data;

  const settings = await registerSettings(known.data, api);
  const register = { dynamo: createDynamo(timeouts), table: settings.TABLE_REGISTER };
  const kms = createKms(timeouts);
  const hashIdentity = createIdentityHash({ kms, keyId: settings.IDENTITY_KEY_ID });
  const { hash } = await hashIdentity('contact', contactOf(body) ?? '');
  const memberId = memberIdOf(hash, body.role, ...body.scope);
  const members = createMemberRepository(register);
  const save = saveMember({
    members,
    find: createPlaceFinder(createIkmRepository(register), createSentraRepository(register)),
    sealer: createSealer({ kms, keyId: settings.SEAL_KEY_ID, clock: Date.now }),
    hashIdentity,
    clock: Date.now,
  });
  if ((await members.get(memberId)) !== undefined) return `already invited: member ${memberId}`;
  // who may run this has the keys of the stage anyway
  const operator: Membership = { memberId, role: 'kementerian', scope: [] };
  await save({ subject: 'invite', memberships: [operator] }, { memberId, body, ifMatch: undefined });
  return `invited: member ${memberId}, role ${body.role}; bound at the next sign-in with that verified contact`;
};

try {
  console.log(await invite());
} catch (error) {
  const reason =
    error instanceof ProblemError
      ? [error.code, ...error.faults.map(({ path, message }) => `${path}: ${message.en}`)].join(' ')
      : error instanceof Error
        ? error.message
        : String(error);
  console.error(`invite: ${reason.split('\n')[0] ?? ''}`);
  process.exitCode = 1;
}
