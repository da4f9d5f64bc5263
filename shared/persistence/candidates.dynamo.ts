import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Account } from '../domain/account/account.ts';
import { ProductId } from '../domain/ids.ts';
import type { Candidate } from '../domain/shop-item/suggest.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { readPage, registerStretch, type Position } from './page.ts';
import { readProduct } from './product-repository.dynamo.ts';

/** Products compared with a shop at most: more than any IKM or sentra has. */
const mostCandidates = 5_000;
const pageSize = 500;

const Row = z.object({
  productId: ProductId,
  archived: z.boolean().default(false),
  deleted: z.boolean().default(false),
  content: z
    .object({
      name: z.string(),
      sku: z.string().optional(),
      gtin: z.string().optional(),
      photos: z.array(z.string()).optional(),
    })
    .optional(),
});

const PhotoLook = z.object({ productId: ProductId, look: z.string().optional() });
/** As many as one BatchGetItem takes. */
const atOnce = 100;

/** What main photos look like, by product; those that were processed before looks were kept are left out. */
const looksOf = async (
  { dynamo, table }: TableAt,
  mains: readonly { readonly productId: string; readonly photoId: string }[],
): Promise<ReadonlyMap<string, string>> => {
  const looks = new Map<string, string>();
  for (let n = 0; n < mains.length; n += atOnce) {
    let keys: Record<string, unknown>[] = mains
      .slice(n, n + atOnce)
      .map(({ productId, photoId }) => registerKeys.photo(productId, photoId));
    while (keys.length > 0) {
      const { Responses, UnprocessedKeys } = await dynamo.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
      );
      for (const row of Responses?.[table] ?? []) {
        const { productId, look } = PhotoLook.parse(row);
        if (look !== undefined) looks.set(productId, look);
      }
      keys = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return looks;
};

/** The products that an account may carry, from an index, and the price of one. For suggestions: no decision rests on it. */
export const candidatesReader = (at: TableAt) => ({
  candidatesOf: async ({ holder }: Account): Promise<readonly Candidate[]> => {
    if (holder.type === 'partner') return [];
    const stretch =
      holder.type === 'ikm'
        ? registerStretch('by-ikm', `IKM#${holder.id}`)
        : registerStretch('by-sentra', `SENTRA-PRODUCT#${holder.id}`);
    const candidates: Candidate[] = [];
    const mains: { productId: string; photoId: string }[] = [];
    let position: Position | undefined;
    do {
      const page = await readPage(at, {
        stretches: [stretch],
        limit: pageSize,
        position,
        parse: (item) => Row.parse(item),
      });
      for (const { productId, content, archived, deleted } of page.rows)
        if (content !== undefined && !archived && !deleted) {
          const { photos: [photoId] = [], ...named } = content;
          candidates.push({ productId, ...named });
          if (photoId !== undefined) mains.push({ productId, photoId });
        }
      ({ position } = page);
    } while (position !== undefined && candidates.length < mostCandidates);
    const looks = await looksOf(at, mains);
    return candidates.map((each) => ({ ...each, look: looks.get(each.productId) }));
  },
  priceOf: async (productId: string): Promise<number | undefined> =>
    (await readProduct(at, productId))?.offers.whole?.priceIdr,
});
