import type { DataKey } from '../domain/identity/sealer.ts';
import type { TeamMember } from '../domain/member/helper.ts';
import { Membership } from '../domain/member/member.ts';
import type { Placed, StoredMember } from '../domain/member/member-repository.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { toDataKeyItem } from './rows/data-key-row.ts';
import { transact, type Item, type Step } from './versioned-item.ts';

export const toMemberItem = (member: StoredMember): Item => ({
  ...registerKeys.member(member.memberId),
  type: 'member',
  ...member,
});

/** What every request of its holder reads. */
export const toSubjectItem = (member: StoredMember, subject: string): Item => ({
  ...registerKeys.subjectMember(subject, member.memberId),
  type: 'subject-member',
  ...Membership.parse(member),
});

const toWaitingItem = ({ contactHash, memberId, keyVersion }: StoredMember): Item => ({
  ...registerKeys.contactMember(contactHash, memberId),
  type: 'waiting-member',
  memberId,
  keyVersion,
});

export const removeWaiting = (contactHash: string, memberId: string): Step => ({
  remove: registerKeys.contactMember(contactHash, memberId),
  expected: 'any',
});

/** The IKMs and sentras that a membership names. */
const placesOf = (member: StoredMember): readonly string[] => {
  const named = member.role === 'pemilik' || member.role === 'pendamping' ? member.scope : [];
  return [...new Set([...named, ...(member.sharedIkmIds ?? [])])];
};

/** `unheard`: the region of an IKM whose owner has not said yes to this helper on record, so that an officer is asked to see to it. */
export const toTeamItem = ({ placeId, memberId, since }: TeamMember, unheard?: string): Item => ({
  ...registerKeys.teamMember(placeId, memberId),
  type: 'team-member',
  memberId,
  placeId,
  since,
  ...(unheard === undefined
    ? {}
    : {
        waitingPk: `WAITING-CONSENT#${provinceOf(unheard)}`,
        waitingSk: `${unheard}#${since}#${placeId}#${memberId}`,
      }),
});

/** Steps of one transaction (DynamoDB takes 100; short ones meet others less). */
const stretch = 50;

const inStretches = async (at: TableAt, steps: readonly Step[]): Promise<void> => {
  for (let from = 0; from < steps.length; from += stretch) await transact(at, steps.slice(from, from + stretch));
};

/** Writes memberships, what their holders' requests see, and who acts for a place. */
export const createMemberChanges = (at: TableAt) => {
  /** Before the membership, so that nobody acts unseen: whoever reads a team looks at the membership too. */
  const enter = (member: StoredMember, placeIds: readonly string[], unheard: Placed = {}): Promise<void> =>
    inStretches(
      at,
      placeIds.map((placeId): Step => {
        const { memberId, updatedAt } = member;
        return { put: toTeamItem({ placeId, memberId, since: updatedAt }, unheard[placeId]), expected: 'any' };
      }),
    );

  const creation = (member: StoredMember, key: DataKey): Step[] => [
    { put: toMemberItem(member), expected: 'absent' },
    { put: toDataKeyItem(registerKeys.memberDataKey(member.memberId), key), expected: 'absent' },
    {
      put: member.subject === undefined ? toWaitingItem(member) : toSubjectItem(member, member.subject),
      expected: 'any',
    },
  ];

  const replacement = (member: StoredMember, before: StoredMember): Step[] => {
    const { subject } = before;
    const isElsewhere = member.contactHash !== before.contactHash;
    return [
      // a sign-in binds without a new version, so the version alone would not notice it
      { put: toMemberItem(member), expected: { etag: before.etag, also: { subject } } },
      ...(subject === undefined
        ? [
            { put: toWaitingItem(member), expected: 'any' } as const,
            ...(isElsewhere ? [removeWaiting(before.contactHash, before.memberId)] : []),
          ]
        : [{ put: toSubjectItem(member, subject), expected: 'any' } as const]),
    ];
  };

  return {
    create: async (member: StoredMember, key: DataKey, unheard?: Placed): Promise<boolean> => {
      await enter(member, placesOf(member), unheard);
      return (await transact(at, creation(member, key))).written;
    },

    /** `beside`: what is written with it, or not at all. */
    change: async (
      member: StoredMember,
      before: StoredMember,
      unheard?: Placed,
      beside: readonly Step[] = [],
    ): Promise<boolean> => {
      const [now, was] = [placesOf(member), placesOf(before)];
      await enter(
        member,
        now.filter((id) => !was.includes(id)),
        unheard,
      );
      const { written } = await transact(at, [...replacement(member, before), ...beside]);
      const left = written ? was.filter((id) => !now.includes(id)) : [];
      await inStretches(
        at,
        left.map((id): Step => ({ remove: registerKeys.teamMember(id, member.memberId), expected: 'any' })),
      );
      return written;
    },

    /** Ends one membership and begins its successor, together. */
    handOver: async (
      ended: StoredMember,
      before: StoredMember,
      successor: StoredMember,
      key: DataKey,
      unheard: Placed,
    ): Promise<boolean> => {
      await enter(successor, placesOf(successor), unheard);
      const { written } = await transact(at, [...replacement(ended, before), ...creation(successor, key)]);
      // nobody needs to see to the consents of who goes
      if (written) await enter(ended, placesOf(ended));
      return written;
    },
  };
};
