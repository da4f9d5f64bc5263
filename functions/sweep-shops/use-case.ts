export interface SweepShopsDeps {
  readonly marketplaces: readonly string[];
  readonly items: {
    readonly dueReadings: (marketplace: string, limit: number) => Promise<readonly string[]>;
    readonly ask: (shop: { readonly accountId: string; readonly marketplace: string }) => Promise<void>;
  };
}

/** Shops asked for per marketplace and sweep: what is left comes a minute later. */
const mostShops = 100;
const atOnce = 10;

/** Asks for the readings that are due. One too many costs one read. Answers how many were asked for. */
export const sweepShops =
  ({ marketplaces, items }: SweepShopsDeps) =>
  async (): Promise<number> => {
    let asked = 0;
    for (const marketplace of marketplaces) {
      const due = await items.dueReadings(marketplace, mostShops);
      for (let n = 0; n < due.length; n += atOnce)
        await Promise.all(due.slice(n, n + atOnce).map((accountId) => items.ask({ accountId, marketplace })));
      asked += due.length;
    }
    return asked;
  };
