import * as z from 'zod';

const Sentence = z.object({ id: z.string(), en: z.string() }).readonly();

/** One thing that keeps a product from being listed, or would make it better: for people, in both languages. */
export const ListingProblem = z
  .object({
    /** Stable, kebab-case, e.g. `name-too-long`. */
    code: z.string(),
    /** Field of the product or account it is about, as a JSON pointer without the leading slash; empty for the whole. */
    path: z.string(),
    message: Sentence,
    /** What to do, one sentence. */
    fix: Sentence,
    severity: z.enum(['block', 'advice']),
  })
  .readonly();
export type ListingProblem = z.infer<typeof ListingProblem>;
