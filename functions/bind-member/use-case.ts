import { hashesOf, type HashIdentity } from '../../shared/domain/identity/sealer.ts';
import { contactOf } from '../../shared/domain/member/contact.ts';
import type { MemberRepository } from '../../shared/domain/member/member-repository.ts';

export interface BindMemberDeps {
  readonly members: Pick<MemberRepository, 'waitingFor' | 'bind'>;
  readonly hashIdentity: HashIdentity;
}

/** Who signs in. Contacts count only when the provider has verified them. */
export interface SignIn {
  readonly subject: string;
  readonly phone: string | undefined;
  readonly email: string | undefined;
}

/** Binds what waits for the verified contacts to the subject; answers the ids of the memberships bound now. */
export const bindMember =
  ({ members, hashIdentity }: BindMemberDeps) =>
  async ({ subject, phone, email }: SignIn): Promise<readonly string[]> => {
    const contacts = [contactOf({ phone }), contactOf({ email })].filter((contact) => contact !== undefined);
    const bound: string[] = [];
    for (const contact of contacts) {
      for (const hash of hashesOf(await hashIdentity('contact', contact)))
        for (const memberId of await members.waitingFor(hash))
          if (await members.bind(memberId, hash, subject)) bound.push(memberId);
    }
    return bound;
  };
