import type { Import } from '../../shared/domain/import/import.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';

type Position = Record<string, string>;
interface Page {
  readonly rows: readonly Import[];
  readonly position: Position | undefined;
}

export interface ListImportsDeps {
  readonly importsOf: (subject: string, limit: number, position: Position | undefined) => Promise<Page>;
}

/** One page of the caller's own imports. @throws ProblemError `not-a-member` */
export const listImports =
  ({ importsOf }: ListImportsDeps) =>
  (caller: Caller, limit: number, position: Position | undefined): Promise<Page> => {
    assertMember(caller);
    return importsOf(caller.subject, limit, position);
  };
