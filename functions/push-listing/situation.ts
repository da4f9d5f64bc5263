import { assess } from '../../connectors/assess.ts';
import type { Plan } from '../../connectors/connector.ts';
import { isUsable, mayCarry, type Account } from '../../shared/domain/account/account.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { partHashes, sentReading } from '../../shared/domain/listing/part-hashes.ts';
import { ownProblems } from '../../shared/domain/listing/problems.ts';
import { carriedOf } from '../../shared/domain/listing/reach.ts';
import type { Target } from '../../shared/domain/listing/reconcile.ts';
import { toListable } from '../../shared/domain/listing/to-listable.ts';
import type { PushDeps } from './ports.ts';

/** What the listing should be, as read once for one `dueSeq` and `wantedSeq`. */
export type Situation =
  | {
      readonly kind: 'known';
      readonly account: Account | undefined;
      readonly target: Target;
      readonly plan: Plan | undefined;
      /** When a date (a certificate's, a law's) next changes the target, in milliseconds since 1970. */
      readonly endsAtMs?: number | undefined;
    }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number; readonly slowDown?: true };

/** How soon a one-off piece is looked at again that is on sale elsewhere, in milliseconds: it may be taken off there. */
const siblingLookMs = 5 * 60_000;

/**
 * Reads product, IKM and account strongly, and plans the listing when it is wanted live and nothing of ours is against it.
 */
export const readSituation = async (deps: PushDeps, listing: Listing): Promise<Situation> => {
  const [account, file, maker] = await Promise.all([
    deps.accounts.read(listing.accountId),
    deps.readProduct(listing.productId),
    deps.makerOf(listing.ikmId),
  ]);
  const known = (target: Target, plan?: Plan, endsAtMs?: number): Situation => ({
    kind: 'known',
    account,
    target,
    plan,
    endsAtMs,
  });
  const lost = (code: 'reconnect' | 'account-pending'): Situation =>
    known({ kind: 'unreachable', problems: [ownProblems[code]] });
  if (account === undefined) return lost('reconnect');
  if (!isUsable(account)) return lost(account.state === 'pending' ? 'account-pending' : 'reconnect');

  const assessed = toListable(file, maker);
  if (assessed.kind === 'removed') return known({ kind: 'removed', problems: assessed.problems });
  if (listing.wanted === 'off') return known({ kind: 'off', problems: [] });
  if (file !== undefined && !mayCarry(account, carriedOf(file)))
    return known({ kind: 'off', problems: [ownProblems['account-elsewhere']] });
  // whoever wants a listing has the consent written down first: without one, nothing is sent
  if (maker?.withheld !== undefined && assessed.kind === 'listable')
    return known({ kind: 'keep', problems: [ownProblems['no-consent']] });
  if (assessed.kind !== 'listable') return known({ kind: assessed.kind, problems: assessed.problems });

  const assessment = await assess(deps)(account, assessed.listable, listing.overrides, {
    ikmId: listing.ikmId,
    sentraId: file?.product.sentraId,
  });
  if (assessment.kind === 'lost') return lost('reconnect');
  if (assessment.kind === 'retry') return assessment;
  const { plan, endsAtMs } = assessment;
  const blocks = plan.problems.filter(({ severity }) => severity === 'block');
  // what exists once only may not stay on sale twice
  const isTwice = blocks.some(({ code }) => code === ownProblems['one-off-elsewhere'].code);
  if (isTwice) return known({ kind: 'off', problems: blocks }, plan, deps.clock() + siblingLookMs);
  if (blocks.length > 0) return known({ kind: 'keep', problems: blocks }, plan, endsAtMs);
  const { listable } = assessed;
  if (deps.obstacles !== undefined && mayCreate(listing)) {
    const obstacles = await deps.obstacles(account, { ...listable, name: listing.overrides.name ?? listable.name });
    if (obstacles.length > 0) return known({ kind: 'keep', problems: obstacles }, plan, endsAtMs);
  }
  const hasVariants = listable.variants !== undefined;
  return known({ kind: 'live', hashes: partHashes(plan), sent: sentReading(plan), hasVariants }, plan, endsAtMs);
};

/** Whether the next step may be a create: what is there, on its way or linked needs no guard. */
const mayCreate = ({ link, observed: { item, pending } }: Listing): boolean =>
  link === undefined && pending === undefined && (item === undefined || item.state === 'removed-by-marketplace');
