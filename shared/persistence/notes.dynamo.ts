import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Note, type Notes } from '../domain/note/note.ts';
import { ProblemError } from '../domain/problem.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { readItem, transact, type Item, type Key, type Step } from './versioned-item.ts';

const toItem = (key: Key, note: Note): Item => ({ ...key, type: 'note', ...note });
const Position = z.object({ sk: z.string() });

/** Notes in the register table; the former versions of each stand behind all notes. */
export const createNotes = (at: TableAt): Notes => {
  const query = async ({ pk, sk }: Key, limit?: number, from?: Record<string, string>) => {
    const after = from?.['sk'];
    // what is not among these did not come from us
    if (from !== undefined && after?.startsWith(sk) !== true) throw new ProblemError('invalid-cursor');
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
        ConsistentRead: true,
        Limit: limit,
        ExclusiveStartKey: after === undefined ? undefined : { pk, sk: after },
      }),
    );
    const position = LastEvaluatedKey === undefined ? undefined : Position.parse(LastEvaluatedKey);
    return { rows: Items.map((item) => Note.parse(item)), position };
  };

  return {
    read: (ikmId, noteId) => readItem(at, registerKeys.note(ikmId, noteId), Note),

    write: async (before, after) => {
      const { ikmId, noteId } = after;
      const kept: readonly Step[] =
        before === undefined
          ? []
          : [{ put: toItem(registerKeys.formerNote(ikmId, noteId, before.etag), before), expected: 'absent' }];
      const { written } = await transact(at, [
        {
          put: toItem(registerKeys.note(ikmId, noteId), after),
          expected: before === undefined ? 'absent' : { etag: before.etag },
        },
        ...kept,
      ]);
      return written ? 'written' : 'conflict';
    },

    former: async (ikmId, noteId) => {
      const { pk, sk } = registerKeys.note(ikmId, noteId);
      return (await query({ pk, sk: sk.replace('TNOTE#', 'TNOTE-BEFORE#') })).rows;
    },

    page: (ikmId, limit, position) => query(registerKeys.note(ikmId, ''), limit, position),
  };
};
