import * as z from 'zod';
import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { StoredIkm } from '../../shared/domain/ikm/ikm-repository.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { marksOf } from '../../shared/domain/privacy/holds-person.ts';
import type { Clock } from '../../shared/domain/time.ts';
import { accountEndings } from '../../shared/persistence/account-endings.dynamo.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import type { TableAt } from '../../shared/persistence/dynamo.ts';
import { listingKeys, registerKeys } from '../../shared/persistence/keys.ts';
import { likenessIndex } from '../../shared/persistence/likenesses.dynamo.ts';
import { createMemberChanges } from '../../shared/persistence/member-changes.dynamo.ts';
import type { ObjectSweep } from '../../shared/persistence/object-sweep.s3.ts';
import { createPacks } from '../../shared/persistence/packs.dynamo.ts';
import { everyPage, readPage, registerStretch } from '../../shared/persistence/page.ts';
import { deleteItems, emptyPartition, readPartition } from '../../shared/persistence/partitions.dynamo.ts';
import { MemberRow } from '../../shared/persistence/rows/member-row.ts';
import { readItem } from '../../shared/persistence/versioned-item.ts';
import { holdsPerson } from './search-files.ts';
import type { Destroyers } from './use-case.ts';

export interface DestroyersAt {
  readonly register: TableAt;
  readonly table: TableAt;
  readonly intake: ObjectSweep;
  readonly files: ObjectSweep;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

const pageSize = 100;
/** Larger files of imports are not searched: they are removed, as they are kept for days only. */
const searchedBytes = 50 * 1024 * 1024;

const MemberPointer = z.object({ memberId: z.string() });
const AboutRow = z.object({ pk: z.string() });

const removeAll = async (objects: ObjectSweep, prefix: string): Promise<void> => {
  for await (const { key } of objects.list(prefix)) await objects.remove(key);
};

/** Listings of an IKM; from an index. */
export const listingsOfIkm =
  (table: TableAt, clock: Clock) =>
  (ikmId: string): Promise<readonly Listing[]> => {
    const listings = listingRepository(table, clock);
    return everyPage((position) => listings.page({ ikms: [ikmId] }, pageSize, position));
  };

/** Destroys what is kept of a person in tables and buckets. */
export const createDestroyers = ({ register, table, intake, files, sealer, clock }: DestroyersAt): Destroyers => {
  const accounts = accountReader(table);
  const endings = accountEndings(table);
  const members = createMemberChanges(register);
  const packs = createPacks(register);

  const removeAccount = async (accountId: string): Promise<void> => {
    const account = await accounts.read(accountId);
    if (account !== undefined && account.state !== 'revoked') await endings.revoke(account);
    if (account?.shopId !== undefined) {
      // the shop's own row tells that items of ours may stand there
      const { pk, sk } = listingKeys.shop(account.marketplace, account.shopId);
      await emptyPartition(table, pk, (each) => each === sk);
    }
    const partitions = [
      listingKeys.account(accountId).pk,
      listingKeys.shopItems(accountId).pk,
      listingKeys.openItems(accountId).pk,
      listingKeys.feedHead(accountId).pk,
      listingKeys.feedChange(accountId, 0).pk,
      listingKeys.feedToken(accountId, '').pk,
      ...Array.from('0123456789abcdef', (place) => listingKeys.feedEntry(accountId, place, '').pk),
    ];
    for (const pk of partitions) await emptyPartition(table, pk);
    await removeAll(files, `feeds/${accountId}/`);
  };

  const leaveMember = async (ikmId: string, memberId: string): Promise<void> => {
    const before = await readItem(register, registerKeys.member(memberId), MemberRow);
    if (before === undefined) return;
    const { type: _type, ...member } = before;
    const scope = member.scope.filter((id) => id !== ikmId);
    if (scope.length > 0 || member.role !== 'pemilik') {
      const sharedIkmIds = member.sharedIkmIds?.filter((id) => id !== ikmId);
      const etag = String(Number(member.etag) + 1);
      await members.change({ ...member, scope, ...(sharedIkmIds === undefined ? {} : { sharedIkmIds }), etag }, member);
      return;
    }
    const { subject, contactHash } = member;
    await deleteItems(register, [
      registerKeys.contactMember(contactHash, memberId),
      ...(subject === undefined ? [] : [registerKeys.subjectMember(subject, memberId)]),
    ]);
    await emptyPartition(register, registerKeys.member(memberId).pk);
  };

  return {
    mark: ({ ikmId, requestId, at }) =>
      intake.put(`erased/${ikmId}`, JSON.stringify({ ikmId, requestId, askedAt: at })),

    imports: async (ikm: StoredIkm) => {
      if (ikm.dataKey === undefined) return;
      const secrets = await sealer.open({ recordId: ikm.ikmId, wrapped: ikm.dataKey }, ikm.sealed);
      const marks = marksOf(ikm, secrets);
      const named = new Set(ikm.imported === undefined ? [] : [ikm.imported.importId]);
      for await (const { key, bytes } of intake.list('imports/')) {
        if (bytes <= searchedBytes && !(await holdsPerson(await intake.read(key), marks))) continue;
        await intake.remove(key);
        // imports/<kind>/<importId>/…
        named.add(key.split('/')[2] ?? '');
      }
      for (const importId of named) await deleteItems(register, [registerKeys.importFindings(importId)]);
    },

    files: async ({ ikmId, sentraId }) => {
      await removeAll(intake, `exports/${ikmId}/`);
      await removeAll(intake, `papers/${ikmId}/`);
      for await (const { key } of files.list('packs/')) {
        const pack = await packs.read(key.replace(/^packs\/|\.zip$/g, ''));
        const isIts = pack?.holder.id === ikmId || (sentraId !== undefined && pack?.holder.id === sentraId);
        if (pack !== undefined && !isIts) continue;
        await files.remove(key);
        if (pack !== undefined) await deleteItems(register, [registerKeys.pack(pack.packId)]);
      }
    },

    listings: async (ikmId) => {
      for (const { productId, accountId } of await listingsOfIkm(table, clock)(ikmId)) {
        await emptyPartition(table, listingKeys.attempt(productId, accountId, '').pk);
        await deleteItems(table, [listingKeys.consent(accountId, ikmId), listingKeys.listing(productId, accountId)]);
      }
      const held = await everyPage((position) => accounts.page([ikmId], pageSize, position));
      for (const { accountId } of held) await removeAccount(accountId);
      await emptyPartition(table, listingKeys.release(ikmId, '').pk);
    },

    members: async (ikmId) => {
      const { pk } = registerKeys.teamMember(ikmId, '');
      for (const row of await readPartition(register, pk, 'MEMBER#'))
        await leaveMember(ikmId, MemberPointer.parse(row).memberId);
      await emptyPartition(register, pk);
    },

    rows: async (ikmId) => {
      const about = await everyPage((position) =>
        readPage(register, {
          stretches: [`CLAIM-IKM#${ikmId}`, `TRANSFER-IKM#${ikmId}`].map((pk) => registerStretch('by-ikm', pk)),
          limit: pageSize,
          position,
          parse: (item) => AboutRow.parse(item).pk,
        }),
      );
      for (const pk of about) await emptyPartition(register, pk);
      await likenessIndex(register).keep(ikmId, []);
      const { pk, sk } = registerKeys.ikm(ikmId);
      const asked = registerKeys.dataRequest(ikmId, '').sk;
      await emptyPartition(register, pk, (each) => each === sk || each.startsWith(asked));
    },
  };
};
