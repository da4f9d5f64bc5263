import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Membership } from '../domain/member/member.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';

/** The memberships bound to a token's subject, in one strong query: the read every request makes. */
export const createMembershipsOf =
  ({ dynamo, table }: TableAt) =>
  async (subject: string): Promise<readonly Membership[]> => {
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': registerKeys.subject(subject).pk },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => Membership.parse(item));
  };
