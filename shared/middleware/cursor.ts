import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ProblemError } from '../domain/problem.ts';

const Position = z.record(z.string(), z.string());
/** Where a list goes on: the last key read. */
export type Position = z.infer<typeof Position>;
const Cursor = z.tuple([z.string(), Position]);

/** What a cursor belongs to: a cursor of one caller or one question is refused for another. */
export interface CursorBinding {
  readonly subject: string;
  readonly route: string;
  readonly query: Readonly<Record<string, unknown>>;
}

const digest = ({ subject, route, query }: CursorBinding): string => {
  const question = Object.entries(query)
    .filter(([key, value]) => value !== undefined && key !== 'cursor' && key !== 'limit')
    .sort(([a], [b]) => a.localeCompare(b));
  return createHash('sha256')
    .update(JSON.stringify([subject, route, question]))
    .digest('base64url')
    .slice(0, 16);
};

/** Position → opaque text. */
export const encodeCursor = (binding: CursorBinding, position: Position): string =>
  Buffer.from(JSON.stringify([digest(binding), position])).toString('base64url');

/**
 * Opaque text → position.
 * @throws ProblemError `invalid-cursor` for one that was not made for this question and caller.
 */
export const decodeCursor = (binding: CursorBinding, text: string): Position => {
  try {
    const [bound, position] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (bound === digest(binding)) return position;
  } catch (cause) {
    throw new ProblemError('invalid-cursor', [], { cause });
  }
  throw new ProblemError('invalid-cursor');
};
