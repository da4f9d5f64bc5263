import type { MemberId } from '../ids.ts';
import { anyone, isAllowed, type Caller } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import { needsBuyer, placeOf, type Fulfilment } from './fulfilment.ts';
import type { StoredOrder } from './record-order.ts';

/**
 * The order and those of its parts that lie in the caller's scope.
 * @throws ProblemError `not-a-member`; `not-found` when there is none, or none of its parts is in scope
 */
export const reachOrder = async (
  { read }: { readonly read: (orderId: string) => Promise<StoredOrder | undefined> },
  caller: Caller,
  orderId: string,
): Promise<{ readonly stored: StoredOrder; readonly parts: readonly Fulfilment[] }> => {
  assertMember(caller);
  const stored = await read(orderId);
  const parts = stored?.fulfilments.filter((part) => isAllowed(caller, placeOf(part), anyone)) ?? [];
  if (stored === undefined || parts.length === 0) throw new ProblemError('not-found');
  return { stored, parts };
};

/** Who packs and sends: an IKM's owner for its part; whoever accompanies the sentra for what is the joint shop's own. */
const senders = ({ owner }: Fulfilment) => (owner.type === 'ikm' ? (['pemilik'] as const) : (['pendamping'] as const));

/** Whether the caller may know who gets these goods: only who sends them, only while they are on their way. */
export const mayKnowBuyer = (caller: Caller, part: Fulfilment): boolean =>
  needsBuyer(part) && isAllowed(caller, placeOf(part), senders(part));

/** The membership by which a caller says that a part was seen: its owner's, or of who accompanies the owner. */
export const acknowledgerOf = (caller: Caller, part: Fulfilment): MemberId | undefined =>
  caller.memberships.find((membership) =>
    isAllowed({ ...caller, memberships: [membership] }, placeOf(part), ['pemilik', 'pendamping']),
  )?.memberId;
