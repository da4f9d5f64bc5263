import { toMobile } from '../identity/phone.ts';
import type { DataKey, HashIdentity, Sealer } from '../identity/sealer.ts';
import { ProblemError } from '../problem.ts';
import { contactOf } from './contact.ts';
import type { MemberView } from './member-body.ts';
import type { StoredMember } from './member-repository.ts';

/** Who holds a membership, and how they sign in. */
export interface Person {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** The part of a membership that says who holds it. @throws ProblemError `bad-request` without a phone or an e-mail */
export const sealPerson = async (
  { sealer, hashIdentity }: { readonly sealer: Pick<Sealer, 'seal'>; readonly hashIdentity: HashIdentity },
  key: DataKey,
  { name, phone, email }: Person,
): Promise<Pick<StoredMember, 'sealed' | 'contactHash' | 'keyVersion'>> => {
  const contact = contactOf({ phone, email });
  if (contact === undefined) throw new ProblemError('bad-request');
  const [{ hash, keyVersion }, sealed] = await Promise.all([
    hashIdentity('contact', contact),
    sealer.seal(key, {
      name,
      phone: phone === undefined ? undefined : toMobile(phone),
      email: email?.trim().toLowerCase(),
    }),
  ]);
  return { sealed, contactHash: hash, keyVersion };
};

/** Who holds a membership; empty once erased. */
export const openPerson = async (
  sealer: Pick<Sealer, 'open'>,
  key: DataKey,
  { sealed }: Pick<StoredMember, 'sealed'>,
): Promise<Person> => {
  const { name = '', phone, email }: Partial<Record<string, string>> = await sealer.open(key, sealed);
  return { name, phone, email };
};

/** A membership as those who may manage it see it. */
export const toMemberView = async (
  sealer: Pick<Sealer, 'open'>,
  member: StoredMember,
  key: DataKey,
): Promise<MemberView> => {
  const { memberId, etag, role, instansi, scope, from, to, createdAt, updatedAt } = member;
  return {
    ...(await openPerson(sealer, key, member)),
    ...{ memberId, etag, role, instansi, scope: [...scope], from, to, createdAt, updatedAt },
    bound: member.subject !== undefined,
    handedOverTo: member.handedOver?.memberId,
  };
};
