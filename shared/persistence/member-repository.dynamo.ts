import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { MemberRepository } from '../domain/member/member-repository.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { createMemberChanges, removeWaiting, toMemberItem, toSubjectItem } from './member-changes.dynamo.ts';
import { DataKeyRow } from './rows/data-key-row.ts';
import { MemberRow, WaitingMemberRow } from './rows/member-row.ts';
import { readItem, transact } from './versioned-item.ts';

/** Memberships in the register table. */
export const createMemberRepository = (at: TableAt): MemberRepository => {
  const changes = createMemberChanges(at);
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

    create: changes.create,
    change: (member, before, unheard) => changes.change(member, before, unheard),
    handOver: changes.handOver,

    waitingFor: async (contactHash) =>
      (await readPartition(registerKeys.contactMember(contactHash, '').pk)).map(
        (item) => WaitingMemberRow.parse(item).memberId,
      ),

    bind: async (memberId, contactHash, subject) => {
      const member = await readItem(at, registerKeys.member(memberId), MemberRow);
      if (member === undefined || member.subject !== undefined || member.contactHash !== contactHash) return false;
      const { written } = await transact(at, [
        { put: toMemberItem({ ...member, subject }), expected: { etag: member.etag, also: { subject: undefined } } },
        { put: toSubjectItem(member, subject), expected: 'any' },
        removeWaiting(contactHash, memberId),
      ]);
      return written;
    },
  };
};
