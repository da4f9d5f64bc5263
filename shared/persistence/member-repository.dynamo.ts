import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Membership } from '../domain/member/member.ts';
import type { MemberRepository, StoredMember } from '../domain/member/member-repository.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { DataKeyRow, toDataKeyItem } from './rows/data-key-row.ts';
import { MemberRow, WaitingMemberRow } from './rows/member-row.ts';
import { readItem, transact, type Item, type Step } from './versioned-item.ts';

const toItem = (member: StoredMember): Item => ({
  ...registerKeys.member(member.memberId),
  type: 'member',
  ...member,
});

/** What every request of its holder reads. */
const toSubjectItem = (member: StoredMember, subject: string): Item => ({
  ...registerKeys.subjectMember(subject, member.memberId),
  type: 'subject-member',
  ...Membership.parse(member),
});

const toWaitingItem = ({ contactHash, memberId, keyVersion }: StoredMember): Item => ({
  ...registerKeys.contactMember(contactHash, memberId),
  type: 'waiting-member',
  memberId,
  keyVersion,
});

const removeWaiting = (contactHash: string, memberId: string): Step => ({
  remove: registerKeys.contactMember(contactHash, memberId),
  expected: 'any',
});

/** Memberships in the register table. */
export const createMemberRepository = (at: TableAt): MemberRepository => {
  const readPartition = async (pk: string): Promise<readonly unknown[]> => {
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    return Items;
  };

  return {
    get: async (memberId) => {
      const [key, member] = await readPartition(registerKeys.member(memberId).pk); // 'KEY' < 'MEMBER'
      if (key === undefined || member === undefined) return undefined;
      return { member: MemberRow.parse(member), key: DataKeyRow.parse(key) };
    },

    create: async (member, key) => {
      const { written } = await transact(at, [
        { put: toItem(member), expected: 'absent' },
        { put: toDataKeyItem(registerKeys.memberDataKey(member.memberId), key), expected: 'absent' },
        { put: toWaitingItem(member), expected: 'any' },
      ]);
      return written;
    },

    change: async (member, before) => {
      const { subject } = before;
      const isElsewhere = member.contactHash !== before.contactHash;
      const { written } = await transact(at, [
        // a sign-in binds without a new version, so the version alone would not notice it
        { put: toItem(member), expected: { etag: before.etag, also: { subject } } },
        ...(subject === undefined
          ? [
              { put: toWaitingItem(member), expected: 'any' } as const,
              ...(isElsewhere ? [removeWaiting(before.contactHash, before.memberId)] : []),
            ]
          : [{ put: toSubjectItem(member, subject), expected: 'any' } as const]),
      ]);
      return written;
    },

    waitingFor: async (contactHash) =>
      (await readPartition(registerKeys.contactMember(contactHash, '').pk)).map(
        (item) => WaitingMemberRow.parse(item).memberId,
      ),

    bind: async (memberId, contactHash, subject) => {
      const member = await readItem(at, registerKeys.member(memberId), MemberRow);
      if (member === undefined || member.subject !== undefined || member.contactHash !== contactHash) return false;
      const { written } = await transact(at, [
        { put: toItem({ ...member, subject }), expected: { etag: member.etag, also: { subject: undefined } } },
        { put: toSubjectItem(member, subject), expected: 'any' },
        removeWaiting(contactHash, memberId),
      ]);
      return written;
    },
  };
};
