import type { DataKey, Sealed } from '../identity/sealer.ts';
import type { MemberId } from '../ids.ts';
import type { Membership } from './member.ts';

/** A membership as stored: name and contact are sealed, the contact's keyed hash stands beside. */
export interface StoredMember extends Membership {
  readonly etag: string;
  readonly createdWith: string;
  readonly sealed: Sealed;
  readonly contactHash: string;
  /** Which key made the hash. */
  readonly keyVersion: string;
  /** The token subject it is bound to, once its holder has signed in. */
  readonly subject?: string | undefined;
  /** The membership that took its scope over, and when it was said so by whom. */
  readonly handedOver?:
    | {
        readonly memberId: MemberId;
        readonly at: string;
        readonly by: string;
        /** Tells the repetition of the request from another one. */
        readonly request: string;
      }
    | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** IKM id → region code. */
export type Placed = Readonly<Partial<Record<string, string>>>;

export interface MemberRepository {
  readonly get: (memberId: string) => Promise<{ readonly member: StoredMember; readonly key: DataKey } | undefined>;
  /**
   * Stores it, bound when it has a subject, else waiting for its holder's first sign-in. `unheard`: IKMs among its scope whose
   * owner's consent must still be recorded. False when another one was faster.
   */
  readonly create: (member: StoredMember, key: DataKey, unheard?: Placed) => Promise<boolean>;
  /** Replaces `before`, and what its holder's requests see. False when that was written meanwhile. */
  readonly change: (member: StoredMember, before: StoredMember, unheard?: Placed) => Promise<boolean>;
  /** Replaces `before` by `ended` and creates the successor, both or neither. False when one was written meanwhile. */
  readonly handOver: (
    ended: StoredMember,
    before: StoredMember,
    successor: StoredMember,
    key: DataKey,
    unheard: Placed,
  ) => Promise<boolean>;
  /** Ids of the memberships waiting for this contact. */
  readonly waitingFor: (contactHash: string) => Promise<readonly string[]>;
  /** Binds a waiting membership to a subject. False when it is bound already or was written meanwhile. */
  readonly bind: (memberId: string, contactHash: string, subject: string) => Promise<boolean>;
}
