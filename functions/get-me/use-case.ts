import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmState } from '../../shared/domain/ikm/state.ts';
import { helpers, type Caller, type Membership } from '../../shared/domain/member/member.ts';
import { reachOf } from '../../shared/domain/member/reach.ts';

interface NamedIkm {
  readonly ikmId: IkmId;
  readonly businessName: string;
  readonly state: IkmState;
}

export interface GetMeDeps {
  readonly namesOfIkms: (ikmIds: readonly string[]) => Promise<readonly NamedIkm[]>;
}

/** IKMs that are named: an owner has a few, a mentor as many as a scope holds. */
const most = 100;

/** The caller's own identity, memberships in force, and the IKMs named in them; none yet is an answer too. */
export const getMe =
  ({ namesOfIkms }: GetMeDeps) =>
  async (
    caller: Caller,
  ): Promise<{
    readonly subject: string;
    readonly memberships: readonly Membership[];
    readonly ikms: readonly NamedIkm[];
  }> => ({
    subject: caller.subject,
    memberships: caller.memberships,
    ikms: await namesOfIkms(reachOf(caller, helpers).ikmIds.slice(0, most)),
  });
