import * as z from 'zod';

/** Which import wrote a thing last, and the version (etag) that it made: a later version was made by somebody else. */
export const Imported = z.object({ importId: z.string(), etag: z.string() });
export type Imported = z.infer<typeof Imported>;

/** What imports know a thing by. */
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
