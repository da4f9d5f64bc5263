import type { PhotoClaim } from '../../shared/domain/import/photo-files.ts';
import { mayWrite } from '../../shared/domain/import/who.ts';
import { outsideScope } from '../../shared/domain/bulk/refusals.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { FileRow, OpenedFile } from './ports.ts';

/** What becomes of a row as far as it can be told without writing: rows outside the maker's scope are refused. */
export const judge = (caller: Caller, { said }: FileRow): FileRow['said'] =>
  'problems' in said || mayWrite(caller, said.entry) ? said : { problems: [outsideScope] };

/** What a row says of its photos; undefined for rows that will not go in. */
export const claimOf = (line: number, said: FileRow['said']): PhotoClaim | undefined => {
  if ('problems' in said || said.entry.kind !== 'product') return undefined;
  const { ikmId, body, photoFiles } = said.entry;
  return { line, ikmId, sku: body.sku, photoFiles };
};

/** What all rows of a file say of their photos. */
export const claimsOf = async (
  file: OpenedFile,
  caller: Caller,
  keepLease: () => Promise<void>,
): Promise<readonly PhotoClaim[]> => {
  const claims: PhotoClaim[] = [];
  for await (const rows of file.rows) {
    await keepLease();
    for (const row of rows) {
      const claim = claimOf(row.line, judge(caller, row));
      if (claim !== undefined) claims.push(claim);
    }
  }
  return claims;
};
