import { erased, erasedName } from '../../shared/domain/ikm/erased.ts';
import type { IkmRepository, StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import { takeStep } from '../../shared/domain/ikm/step.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { DataRequest, DataRequests, LeftListing } from '../../shared/domain/privacy/data-request.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

/** What else is destroyed of a person, each repeatable. In this order: what finds other things goes after them. */
export interface Destroyers {
  /** Import files and reports that name the person; needs the data key. */
  readonly imports: (ikm: StoredIkm) => Promise<void>;
  /** Packs of the IKM and of its sentra, copies of the person's data, papers. */
  readonly files: (ikm: StoredIkm) => Promise<void>;
  /** Listings with their attempts, shops of its own, what it released and agreed to. */
  readonly listings: (ikmId: string) => Promise<void>;
  /** Memberships that are over this IKM alone, with their contacts; others lose it. */
  readonly members: (ikmId: string) => Promise<void>;
  /** Claims, transfers, likenesses, papers: all rows about it elsewhere, then its own but the requests. */
  readonly rows: (ikmId: string) => Promise<void>;
  /** The mark by which the erasure is done again after a backup was restored. */
  readonly mark: (request: DataRequest) => Promise<void>;
}

export interface EraseIkmDeps {
  readonly ikms: Pick<IkmRepository, 'get' | 'change'>;
  readonly requests: Pick<DataRequests, 'read' | 'ofIkm' | 'write'>;
  /** Its products, page by page; erased when this resolves to false. */
  readonly takeDownProducts: (ikmId: string) => Promise<'more' | 'done'>;
  readonly listingsOf: (ikmId: string) => Promise<readonly Listing[]>;
  readonly destroy: Destroyers;
  readonly clock: Clock;
}

/** Whether nothing of ours is left at the marketplace, as far as it told us. A shop's own item that was linked is its own. */
const isGone = ({ link, observed: { item, pending, doubt } }: Listing): boolean =>
  link !== undefined ||
  (pending === undefined && doubt === undefined && (item === undefined || item.state.startsWith('removed')));

const leftOf = ({ productId, accountId, marketplace }: Listing): LeftListing => ({ productId, accountId, marketplace });

/**
 * One step of an erasure: close the IKM, take its products down, wait until the marketplaces confirm, destroy. Where it stands
 * is written down, which the table's stream tells as the next step; every step may be repeated.
 */
export const eraseIkm = (deps: EraseIkmDeps) => {
  const { ikms, requests, takeDownProducts, listingsOf, destroy, clock } = deps;

  const move = async (request: DataRequest, change: Partial<DataRequest>): Promise<void> => {
    await requests.write({ ...request, ...change, seq: request.seq + 1, etag: nextEtag(request.etag) }, request);
  };

  const close = (request: DataRequest): Promise<'written'> =>
    untilWritten(async () => {
      const found = await ikms.get(request.ikmId);
      if (found === undefined || found.ikm.state === 'closed') return 'written';
      const caller = { subject: request.filedBy, memberships: [] };
      const after = takeStep(found.ikm, 'close', { caller, at: toIso(clock()) });
      return (await ikms.change(after, found.ikm)) === 'written' ? 'written' : 'conflict';
    });

  const destroyAll = async (request: DataRequest): Promise<void> => {
    const { ikmId } = request;
    const found = await ikms.get(ikmId);
    if (found !== undefined) {
      await destroy.mark(request);
      await destroy.imports(found.ikm);
      await destroy.files(found.ikm);
      await destroy.listings(ikmId);
      await destroy.members(ikmId);
      await destroy.rows(ikmId);
    }
    await untilWritten(async () => {
      const now = await ikms.get(ikmId);
      if (now === undefined || now.ikm.businessName === erasedName) return 'written';
      return (await ikms.change(erased(now.ikm, toIso(clock())), now.ikm)) === 'written' ? 'written' : 'conflict';
    });
    // what other requests asked for named the person too
    for (const other of await requests.ofIkm(ikmId))
      if (other.requestId !== request.requestId && Object.keys(other.sealed).length + other.reasons.length > 0)
        await requests.write({ ...other, sealed: {}, reasons: [], etag: nextEtag(other.etag) }, other);
  };

  const step = async (request: DataRequest): Promise<void> => {
    switch (request.step ?? 'close') {
      case 'close':
        await close(request);
        return move(request, { step: 'take-down' });
      case 'take-down':
        return move(request, { step: (await takeDownProducts(request.ikmId)) === 'more' ? 'take-down' : 'wait' });
      case 'wait': {
        const standing = (await listingsOf(request.ikmId)).filter((listing) => !isGone(listing));
        const isLate = Date.parse(request.dueAt) <= clock();
        if (standing.length > 0 && !isLate) return;
        return move(request, { step: 'destroy', left: standing.map(leftOf) });
      }
      case 'destroy':
        await destroyAll(request);
        return move(request, { state: 'done', doneAt: toIso(clock()) });
    }
  };

  const ofRequest = async (ikmId: string, requestId: string): Promise<void> => {
    const request = await requests.read(ikmId, requestId);
    if (request?.kind === 'erasure' && request.state === 'working') await step(request);
  };

  /** Something of this IKM left a shop: an erasure may have waited for it. */
  const ofTakenOff = async (ikmId: string): Promise<void> => {
    for (const request of await requests.ofIkm(ikmId))
      if (request.kind === 'erasure' && request.state === 'working' && request.step === 'wait') await step(request);
  };

  return { ofRequest, ofTakenOff };
};
