import { anyone, isAllowed, type Caller, type Role } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import type { ProductRepository } from './product-repository.ts';
import type { ProductFile } from './product.ts';

/**
 * The product a caller asks for.
 * @param roles who may do this; others in scope are told `forbidden`.
 * @throws ProblemError `not-a-member`; `not-found` when there is none, it was deleted, or it lies outside the caller's scope.
 */
export const reachProduct = async (
  { read }: Pick<ProductRepository, 'read'>,
  caller: Caller,
  productId: string,
  roles: readonly Role[] = anyone,
): Promise<ProductFile> => {
  assertMember(caller);
  const file = await read(productId);
  if (file === undefined || !isAllowed(caller, file.product, anyone)) throw new ProblemError('not-found');
  if (!isAllowed(caller, file.product, roles)) throw new ProblemError('forbidden');
  return file;
};
