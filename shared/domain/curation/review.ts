import type { Maker } from '../ikm/maker.ts';
import { judgeLegality } from '../legality/judge.ts';
import type { ListingProblem } from '../listing/problem.ts';
import { draftListable, toListable } from '../listing/to-listable.ts';
import type { ProductFile } from '../product/product.ts';

/**
 * What stands against a product's newest content in every shop, and what law asks of it: all that can be said without an
 * account. By the rules of the push itself, as if an officer approved it now.
 * @param nowMs milliseconds since 1970
 */
export const reviewProblems = (
  file: ProductFile,
  maker: Maker | undefined,
  nowMs: number,
): readonly ListingProblem[] => {
  const { etag, content, updatedAt } = file.product;
  const assessed = toListable({ ...file, approved: { etag, content, at: updatedAt } }, maker);
  return [
    ...(assessed.kind === 'listable' ? [] : assessed.problems),
    ...judgeLegality(draftListable(file, maker), nowMs),
  ];
};
