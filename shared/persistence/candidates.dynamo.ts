import * as z from 'zod';
import type { Account } from '../domain/account/account.ts';
import { ProductId } from '../domain/ids.ts';
import type { Candidate } from '../domain/shop-item/suggest.ts';
import type { TableAt } from './dynamo.ts';
import { readPage, registerStretch, type Position } from './page.ts';
import { readProduct } from './product-repository.dynamo.ts';

/** Products compared with a shop at most: more than any IKM or sentra has. */
const mostCandidates = 5_000;
const pageSize = 500;

const Row = z.object({
  productId: ProductId,
  archived: z.boolean().default(false),
  deleted: z.boolean().default(false),
  content: z.object({ name: z.string(), sku: z.string().optional(), gtin: z.string().optional() }).optional(),
});

/** The products that an account may carry, from an index, and the price of one. For suggestions: no decision rests on it. */
export const candidatesReader = (at: TableAt) => ({
  candidatesOf: async ({ holder }: Account): Promise<readonly Candidate[]> => {
    if (holder.type === 'partner') return [];
    const stretch =
      holder.type === 'ikm'
        ? registerStretch('by-ikm', `IKM#${holder.id}`)
        : registerStretch('by-sentra', `SENTRA-PRODUCT#${holder.id}`);
    const candidates: Candidate[] = [];
    let position: Position | undefined;
    do {
      const page = await readPage(at, {
        stretches: [stretch],
        limit: pageSize,
        position,
        parse: (item) => Row.parse(item),
      });
      for (const { productId, content, archived, deleted } of page.rows)
        if (content !== undefined && !archived && !deleted) candidates.push({ productId, ...content });
      ({ position } = page);
    } while (position !== undefined && candidates.length < mostCandidates);
    return candidates;
  },
  priceOf: async (productId: string): Promise<number | undefined> =>
    (await readProduct(at, productId))?.offers.whole?.priceIdr,
});
