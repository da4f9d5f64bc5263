import type { ListingKey } from '../../shared/domain/listing/store.ts';

export interface SweepListingsDeps {
  readonly marketplaces: readonly string[];
  readonly shards: number;
  /** Due keys of one shard, the longest waiting first. */
  readonly due: (marketplace: string, shard: number, limit: number) => Promise<readonly ListingKey[]>;
  readonly send: (marketplace: string, keys: readonly ListingKey[]) => Promise<void>;
}

/** Listings that one sweep sends per shard: what is left comes a minute later. */
const mostPerShard = 500;

/** Feeds due listings back to the queues of their marketplaces. A message too many costs one read. */
export const sweepListings =
  ({ marketplaces, shards, due, send }: SweepListingsDeps) =>
  async (): Promise<number> => {
    const sent = await Promise.all(
      marketplaces.flatMap((marketplace) =>
        Array.from({ length: shards }, async (_, shard) => {
          const keys = await due(marketplace, shard, mostPerShard);
          await send(marketplace, keys);
          return keys.length;
        }),
      ),
    );
    return sent.reduce((sum, each) => sum + each, 0);
  };
