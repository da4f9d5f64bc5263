import type { Sealer } from '../identity/sealer.ts';
import type { StoredIkm } from '../ikm/ikm-repository.ts';
import type { DataKey } from '../identity/sealer.ts';
import type { IsoInstant } from '../time.ts';
import { sealedBy, type HelperConsent, type HelperView, type TeamMember } from './helper.ts';
import type { MemberRepository, StoredMember } from './member-repository.ts';
import { isAllowed, type Membership, type Place } from './member.ts';

/** Whether the membership acts for this IKM as a mentor: now, or from a day to come. */
export const actsFor = (member: Membership, place: Place, now: IsoInstant): boolean =>
  (member.to === undefined || now < member.to) &&
  isAllowed({ subject: '', memberships: [member] }, place, ['pendamping']);

type Found = NonNullable<Awaited<ReturnType<MemberRepository['get']>>>;

const throughOf = ({ sharedIkmIds = [], scope }: StoredMember, ikmId: string): HelperView['through'] => {
  if (sharedIkmIds.includes(ikmId)) return 'claim';
  return scope.includes(ikmId) ? 'name' : 'sentra';
};

/** A helper of this IKM as its owner and officers see them. */
export const toHelperView = async (
  sealer: Pick<Sealer, 'open'>,
  { ikm, key }: { readonly ikm: Pick<StoredIkm, 'ikmId'>; readonly key: DataKey },
  { member, key: memberKey }: Found,
  { since }: Pick<TeamMember, 'since'>,
  consent: HelperConsent | undefined,
): Promise<HelperView> => {
  const { name = '' } = await sealer.open(memberKey, member.sealed);
  const { memberId, role, instansi, to } = member;
  const given = consent?.withdrawn === undefined ? consent?.given : undefined;
  const { [sealedBy]: by } = given === undefined ? {} : await sealer.open(key, given.sealed);
  return {
    memberId,
    name,
    role,
    ...(instansi === undefined ? {} : { instansi }),
    through: throughOf(member, ikm.ikmId),
    since,
    ...(to === undefined ? {} : { to }),
    consent:
      given === undefined
        ? null
        : {
            version: given.version,
            way: given.way,
            at: given.at,
            ...(by === undefined ? {} : { by }),
            ...(given.paperId === undefined ? {} : { paperId: given.paperId }),
          },
  };
};
