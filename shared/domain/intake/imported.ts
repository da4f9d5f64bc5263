import * as z from 'zod';

/**
 * What imports know a thing by: which line of which import wrote it last, what that did, and the version (etag) that it made:
 * a later version was made by somebody else.
 */
export const Imported = z.object({
  importId: z.string(),
  line: z.int(),
  did: z.enum(['created', 'changed']),
  etag: z.string(),
});
export type Imported = z.infer<typeof Imported>;

interface Marked {
  readonly etag: string;
  readonly imported?: Imported | undefined;
}

/**
 * The mark after a step that leaves the data as they are: it goes along, so that the next import still counts as the first
 * to change them.
 */
export const carryImported = ({ imported, etag }: Marked, next: string): { readonly imported?: Imported } =>
  imported === undefined ? {} : { imported: imported.etag === etag ? { ...imported, etag: next } : imported };
