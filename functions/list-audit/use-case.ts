import { isAllowed, officers, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import type { AuditedThing, AuditEntry } from '../../shared/domain/privacy/audit.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

type Position = Record<string, string>;
interface Page {
  readonly rows: readonly AuditEntry[];
  readonly position: Position | undefined;
}

export interface ListAuditDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly trail: {
    readonly ofThing: (
      of: { readonly thing: AuditedThing; readonly id: string },
      limit: number,
      position: Position | undefined,
    ) => Promise<Page>;
    readonly ofDay: (day: string, limit: number, position: Position | undefined) => Promise<Page>;
  };
}

/** One thing, or one day. */
export type AuditQuestion = { readonly thing: AuditedThing; readonly id: string } | { readonly day: string };

/** The ministry's own place: everything. */
const everywhere: Place = {};

/**
 * Who saw or changed a thing. The trail of an IKM is open to its owner and its officers; every other one, and whole days, to
 * the ministry.
 * @throws ProblemError `not-found`, `forbidden`, `not-a-member`
 */
export const listAudit =
  ({ placeOfIkm, trail }: ListAuditDeps) =>
  async (caller: Caller, question: AuditQuestion, limit: number, position: Position | undefined): Promise<Page> => {
    assertMember(caller);
    if ('thing' in question && question.thing === 'ikm') {
      const place = await placeOfIkm(question.id);
      if (place === undefined || !isAllowed(caller, place, [...officers, 'pemilik']))
        throw new ProblemError('not-found');
    } else if (!isAllowed(caller, everywhere, ['kementerian'])) throw new ProblemError('forbidden');
    return 'day' in question ? trail.ofDay(question.day, limit, position) : trail.ofThing(question, limit, position);
  };
