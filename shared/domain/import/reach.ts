import { assertMember } from '../member/reach.ts';
import type { Caller } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import type { Import } from './import.ts';
import type { ImportStore } from './import-store.ts';
import { maySee } from './who.ts';

/** An import that the caller may see. @throws ProblemError `not-a-member`, `not-found` */
export const reachImport = async (
  { read }: Pick<ImportStore, 'read'>,
  caller: Caller,
  importId: string,
): Promise<Import> => {
  assertMember(caller);
  const found = await read(importId);
  if (found === undefined || !maySee(caller, found)) throw new ProblemError('not-found');
  return found;
};
