import type { DataKey } from '../identity/sealer.ts';
import type { IkmId } from '../ids.ts';
import type { StoredMember } from '../member/member-repository.ts';
import type { Claim } from './claim.ts';

type Position = Record<string, string>;

/** The claims that one membership filed, newest last. */
export interface FiledClaims {
  readonly etag: string;
  readonly claims: readonly { readonly claimId: string; readonly filedAt: string }[];
}

export interface Claims {
  readonly get: (claimId: string) => Promise<{ readonly claim: Claim; readonly key: DataKey } | undefined>;
  /** The IKM that holds one of these locks. Takes as long when none does. */
  readonly holderOf: (
    locks: readonly string[],
  ) => Promise<{ readonly ikmId: IkmId; readonly regionCode: string } | undefined>;
  readonly filedBy: (memberId: string) => Promise<FiledClaims | undefined>;
  /** Stores it among its claimant's. False when one of both was written meanwhile. */
  readonly file: (claim: Claim, key: DataKey, filed: FiledClaims, before: FiledClaims | undefined) => Promise<boolean>;
  /** Stores a decision, with the membership that an approval changes. False when one was written meanwhile. */
  readonly decide: (
    claim: Claim,
    before: Claim,
    membership: { readonly member: StoredMember; readonly before: StoredMember } | undefined,
  ) => Promise<boolean>;
  /** Undecided claims to coach IKMs of these areas, oldest first within each. */
  readonly waitingIn: (
    areas: readonly string[],
    limit: number,
    position: Position | undefined,
    keep: (claim: Claim) => boolean,
  ) => Promise<{ readonly rows: readonly Claim[]; readonly position: Position | undefined }>;
}
