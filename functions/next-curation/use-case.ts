import { reviewProblems } from '../../shared/domain/curation/review.ts';
import { ticketOf, type Claim, type QueueQuestion, type Ticket } from '../../shared/domain/curation/ticket.ts';
import type { Trusts } from '../../shared/domain/curation/trust.ts';
import {
  changesBetween,
  type ContentChange,
  type Version,
  type VersionStep,
} from '../../shared/domain/curation/version.ts';
import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { ListingProblem } from '../../shared/domain/listing/problem.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf, type Reach } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface NextCurationDeps {
  readonly queue: {
    readonly waiting: (
      reach: Reach,
      question: QueueQuestion,
    ) => AsyncIterable<{ readonly ticket: Ticket; readonly claim: Claim | undefined }>;
    readonly claim: (productId: string, claim: Claim) => Promise<boolean>;
  };
  readonly readProduct: (productId: string) => Promise<ProductFile | undefined>;
  readonly versions: {
    readonly read: (productId: string, etag: string) => Promise<Version | undefined>;
    readonly list: (productId: string, limit: number) => Promise<readonly Pick<Version, 'etag' | 'history'>[]>;
  };
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly trusts: Pick<Trusts, 'read'>;
  readonly clock: Clock;
}

export interface Next {
  readonly ticket: Ticket;
  readonly etag: string;
  readonly claimedUntilMs: number;
  readonly file: ProductFile;
  readonly problems: readonly ListingProblem[];
  readonly changes: readonly ContentChange[];
  readonly earlier: readonly { readonly etag: string; readonly step: VersionStep }[];
  readonly trusted: boolean;
}

/** Nobody else gets a product for so long. */
const claimMs = 10 * 60_000;
/** Versions whose decisions are told. */
const mostEarlier = 10;

/**
 * The product that waits longest for this officer, held for them for a while. One that another officer holds is passed over;
 * the same officer asking again gets the same one, unless they skip it.
 * @throws ProblemError `not-a-member`; `forbidden` for who is no officer
 */
export const nextCuration = (deps: NextCurationDeps) => {
  const { queue, readProduct, versions, makerOf, trusts, clock } = deps;

  const describe = async (ticket: Ticket, file: ProductFile, claimedUntilMs: number): Promise<Next> => {
    const { productId, ikmId, etag: newest, afterCheck, content } = file.product;
    const etag = ticket.kind === 'sample' ? (afterCheck ?? newest) : newest;
    const [maker, listed, trust] = await Promise.all([
      makerOf(ikmId),
      versions.list(productId, mostEarlier),
      trusts.read(ikmId),
    ]);
    const looked = ticket.kind === 'sample' ? (file.approved?.content ?? content) : content;
    const decisions = listed.flatMap((version) =>
      version.history.flatMap((step) => (step.step === 'submit' ? [] : [{ etag: version.etag, step }])),
    );
    // of a sample, what was approved before it lies further back
    const before = ticket.kind === 'sample' ? await approvedBefore(productId, etag, listed) : file.approved?.content;
    return {
      ticket,
      etag,
      claimedUntilMs,
      file,
      problems: reviewProblems({ ...file, product: { ...file.product, content: looked } }, maker, clock()),
      changes: changesBetween(before, looked),
      earlier: decisions.sort((one, other) => (one.step.at < other.step.at ? 1 : -1)),
      trusted: trust?.trusted === true,
    };
  };

  const approvedBefore = async (
    productId: string,
    etag: string,
    listed: readonly Pick<Version, 'etag' | 'history'>[],
  ): Promise<Version['content'] | undefined> => {
    const older = listed.find(
      (version) => Number(version.etag) < Number(etag) && version.history.some(({ step }) => step === 'approve'),
    );
    return older && (await versions.read(productId, older.etag))?.content;
  };

  return async (
    caller: Caller,
    { skip, ...question }: QueueQuestion & { readonly skip: readonly string[] },
  ): Promise<Next | undefined> => {
    assertMember(caller);
    const reach = reachOf(caller, officers);
    if (!reach.everything && reach.areas.length === 0) throw new ProblemError('forbidden');
    const by = caller.subject;
    for await (const { ticket, claim } of queue.waiting(reach, question)) {
      const isHeld = claim !== undefined && claim.by !== by && claim.untilMs >= clock();
      if (isHeld || skip.includes(ticket.productId)) continue;
      const untilMs = clock() + claimMs;
      if (!(await queue.claim(ticket.productId, { by, untilMs }))) continue;
      // the queue is an index: only the product itself says whether it still waits, and for whom
      const file = await readProduct(ticket.productId);
      if (file === undefined || !isAllowed(caller, file.product, officers)) continue;
      const standing = ticketOf(file.product);
      if (standing?.kind !== question.kind) continue;
      return describe(standing, file, untilMs);
    }
    return undefined;
  };
};
