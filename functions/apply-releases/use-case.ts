import type { Account } from '../../shared/domain/account/account.ts';
import { carryOut, type CarryOutDeps, type Release } from '../../shared/domain/partner/release.ts';
import type { Product } from '../../shared/domain/product/product.ts';
import { toIso } from '../../shared/domain/time.ts';

type Position = Record<string, string>;

export interface ApplyReleasesDeps extends CarryOutDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly releases: {
    readonly read: (ikmId: string, partnerId: string) => Promise<Release | undefined>;
    readonly ofIkm: (ikmId: string) => Promise<readonly Release[]>;
    readonly save: (release: Release, before: Release | undefined) => Promise<'written' | 'conflict'>;
  };
  readonly productsOfIkm: (
    ikmId: string,
    limit: number,
    position: Position | undefined,
  ) => Promise<{ readonly rows: readonly Product[]; readonly position: Position | undefined }>;
  readonly productOf: (productId: string) => Promise<Product | undefined>;
}

/** Products per step: well within one message's time. */
const perStep = 50;

/**
 * One step of carrying out a release. Where it stops is written down, which is told as the next step by the table's stream;
 * a release that was changed meanwhile is left to the step that the change began.
 */
export const stepRelease =
  (deps: ApplyReleasesDeps) =>
  async (ikmId: string, partnerId: string): Promise<void> => {
    const release = await deps.releases.read(ikmId, partnerId);
    if (release === undefined || release.isDone) return;
    const account = await deps.accounts.read(partnerId);
    if (account === undefined) return;
    const page = await deps.productsOfIkm(ikmId, perStep, release.position);
    for (const product of page.rows) await carryOut(deps)(product, account, release.released, false);
    const { position: _, ...rest } = release;
    const updatedAt = toIso(deps.clock());
    await deps.releases.save(
      page.position === undefined
        ? { ...rest, isDone: true, updatedAt }
        : { ...rest, position: page.position, seq: release.seq + 1, updatedAt },
      release,
    );
  };

/** A product was approved: it follows what its IKM released as a whole, unless its owner has said otherwise of it. */
export const followReleases =
  (deps: ApplyReleasesDeps) =>
  async (ikmId: string, productId: string): Promise<void> => {
    const releases = (await deps.releases.ofIkm(ikmId)).filter(({ released }) => released === 'all');
    if (releases.length === 0) return;
    const product = await deps.productOf(productId);
    if (product === undefined) return;
    for (const { partnerId } of releases) {
      const account = await deps.accounts.read(partnerId);
      if (account !== undefined) await carryOut(deps)(product, account, 'all', true);
    }
  };
