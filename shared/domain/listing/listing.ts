/** One thing that keeps a product from being listed, or would make it better: for people, in both languages. */
export interface ListingProblem {
  /** Stable, kebab-case, e.g. `name-too-long`. */
  readonly code: string;
  /** Field of the product or account it is about, as a JSON pointer without the leading slash; empty for the whole. */
  readonly path: string;
  readonly message: { readonly id: string; readonly en: string };
  /** What to do, one sentence. */
  readonly fix: { readonly id: string; readonly en: string };
  readonly severity: 'block' | 'advice';
}
