import { expect } from '@jest/globals';
import { ulid } from 'ulid';
import { closeIkm } from '../../../functions/close-ikm/use-case.ts';
import { decideDuplicate } from '../../../functions/decide-duplicate/use-case.ts';
import { decideTransfer } from '../../../functions/decide-transfer/use-case.ts';
import { enrolIkm } from '../../../functions/enrol-ikm/use-case.ts';
import { findDuplicates } from '../../../functions/find-duplicates/use-case.ts';
import { followIkm } from '../../../functions/follow-ikm/use-case.ts';
import { getIkm } from '../../../functions/get-ikm/use-case.ts';
import { getTransfer } from '../../../functions/get-transfer/use-case.ts';
import { listDuplicates } from '../../../functions/list-duplicates/use-case.ts';
import { mergeIkms } from '../../../functions/merge-ikms/use-case.ts';
import { saveProduct } from '../../../functions/save-product/use-case.ts';
import { saveSentra } from '../../../functions/save-sentra/use-case.ts';
import { submitIkm } from '../../../functions/submit-ikm/use-case.ts';
import { transferIkm } from '../../../functions/transfer-ikm/use-case.ts';
import { verifyIkm } from '../../../functions/verify-ikm/use-case.ts';
import { AccountId, IkmId, MemberId, ProductId, SentraId } from '../../../shared/domain/ids.ts';
import { IkmBody } from '../../../shared/domain/ikm/ikm.ts';
import { newListing } from '../../../shared/domain/listing/new-listing.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { ProductBody, type Product } from '../../../shared/domain/product/product.ts';
import { SentraBody } from '../../../shared/domain/sentra/sentra.ts';
import { toAccountRow } from '../../../shared/persistence/account-openings.dynamo.ts';
import { changeAccount } from '../../../shared/persistence/account-changes.dynamo.ts';
import { accountReader } from '../../../shared/persistence/account-reader.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { duplicateRepository, writeMerge } from '../../../shared/persistence/duplicates.dynamo.ts';
import { createIdentityHash } from '../../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../../shared/persistence/ikm-repository.dynamo.ts';
import { likenessIndex } from '../../../shared/persistence/likenesses.dynamo.ts';
import { listingRepository, toListingRow } from '../../../shared/persistence/listing-repository.dynamo.ts';
import { createMemberRepository } from '../../../shared/persistence/member-repository.dynamo.ts';
import { createMembershipsOf } from '../../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../../shared/persistence/places.dynamo.ts';
import { productsOfIkm } from '../../../shared/persistence/product-list.dynamo.ts';
import { createProductRepository } from '../../../shared/persistence/product-repository.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../../shared/persistence/sentra-repository.dynamo.ts';
import { createShopSites } from '../../../shared/persistence/shop-sites.dynamo.ts';
import { createTeams } from '../../../shared/persistence/teams.dynamo.ts';
import { transferRepository } from '../../../shared/persistence/transfers.dynamo.ts';
import { putItem } from '../../../shared/persistence/versioned-item.ts';
import { createFakeKms } from '../../fake-kms.ts';

const now = Date.UTC(2026, 10, 22, 8);

export const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});
export const ministry = as('kementerian');
export const code = (problem: string) => expect.objectContaining({ code: problem });

export const siti: IkmBody = IkmBody.parse({
  businessName: 'Keripik Bu Siti',
  owner: { kind: 'person', name: 'Siti Aminah', nik: '3573014101900001', phone: '0812-3456-7890' },
  nib: '0220001234567',
  komoditas: 'makanan',
  regionCode: '35.73.02',
  address: 'Jl. Mawar No. 5',
  legalBasis: 'public-task',
});
const keripik = ProductBody.parse({
  name: 'Keripik tempe',
  description: 'Renyah.',
  komoditas: 'makanan',
  kind: 'physical',
  offer: { priceIdr: 25_000, availability: 'ready', stock: 40 },
});

/** The use cases around whom an IKM belongs to, over two tables of an engine. */
export const house = (register: TableAt, table: TableAt) => {
  const { kms } = createFakeKms();
  const clock = () => now;
  const listings = listingRepository(table, clock);
  const ikms = createIkmRepository(register);
  const deps = {
    ikms,
    sentras: createSentraRepository(register),
    sealer: createSealer({ kms, keyId: 'seal', clock }),
    hashIdentity: createIdentityHash({ kms, keyId: 'identity' }),
    transfers: transferRepository(register),
    duplicates: duplicateRepository(register),
    likenesses: likenessIndex(register),
    writeMerge: writeMerge(register),
    sites: createShopSites(register, clock),
    products: createProductRepository(register, clock),
    productsOfIkm: productsOfIkm(register),
    placeOfIkm: createPlaceOfIkm(register),
    listings,
    accounts: { ...accountReader(table), change: changeAccount(table) },
    teams: createTeams(register),
    members: createMemberRepository(register),
    clock,
  };
  const enrol = enrolIkm(deps);
  const submit = submitIkm(deps);
  const verify = verifyIkm(deps);
  const save = saveProduct(deps);
  const saveCluster = saveSentra(deps);
  return {
    deps,
    transfer: transferIkm(deps),
    getTransfer: getTransfer(deps),
    decide: decideTransfer(deps),
    follow: followIkm(deps),
    find: findDuplicates(deps),
    duplicates: listDuplicates(deps),
    decideDuplicate: decideDuplicate(deps),
    merge: mergeIkms(deps),
    close: closeIkm(deps),
    get: getIkm(deps),
    change: (ikmId: IkmId, body: IkmBody, ifMatch: string) => enrol(ministry, { ikmId, body, ifMatch }),
    enrol: async (body: IkmBody) =>
      (await enrol(ministry, { ikmId: IkmId.parse(ulid()), body, ifMatch: undefined })).ikm,
    approve: async (ikmId: IkmId) => {
      const { etag } = await submit(ministry, ikmId, undefined);
      return verify(ministry, ikmId, { etag, decision: 'approve', reasons: [] });
    },
    sentra: async (regionCode: string) => {
      const sentraId = SentraId.parse(ulid());
      const body = { name: 'Sentra', kind: 'sentra', komoditas: 'makanan', regionCode, address: 'Jl. Raya' };
      await saveCluster(ministry, { sentraId, body: SentraBody.parse(body), ifMatch: undefined });
      return sentraId;
    },
    product: async (ikmId: IkmId) => {
      const productId = ProductId.parse(ulid());
      const { product } = await save(ministry, { ikmId, productId, body: keripik, ifMatch: undefined });
      return product;
    },
    rename: async ({ ikmId, productId, etag }: Product, name: string) =>
      (await save(ministry, { ikmId, productId, body: { ...keripik, name }, ifMatch: etag })).product,
    /** An owner or mentor of an IKM, signed in already; answers them as callers are known by now. */
    member: async (role: 'pemilik' | 'pendamping', ikmId: IkmId) => {
      const memberId = MemberId.parse(ulid());
      const subject = `somebody ${memberId}`;
      const key = await deps.sealer.createKey(memberId);
      const member = { memberId, role, scope: [ikmId], sentraIds: [], etag: '1', createdWith: '', subject };
      const kept = { sealed: {}, contactHash: memberId, keyVersion: '1', createdAt: '', updatedAt: '' };
      await deps.members.create({ ...member, ...kept }, key);
      const membershipsOf = createMembershipsOf(register);
      return async (): Promise<Caller> => ({ subject, memberships: await membershipsOf(subject) });
    },
    /** An account as it stands connected, and what it lists. */
    account: async (
      holder: { type: 'ikm' | 'sentra'; id: string },
      place: { regionCode: string; sentraId?: string },
    ) => {
      const accountId = AccountId.parse(ulid());
      const row = {
        accountId,
        marketplace: 'shopee',
        holder,
        place: { ...place, ...(holder.type === 'ikm' ? { ikmId: holder.id } : {}) },
        state: 'connected' as const,
        shopUsedBefore: false,
        etag: '1',
        createdWith: '',
      };
      await putItem(table, toAccountRow(row), 'absent');
      return accountId;
    },
    list: async (product: Product, accountId: AccountId) => {
      const of = { accountId, marketplace: 'shopee', takesOrders: true, wanted: 'live' as const, overrides: {} };
      await putItem(table, toListingRow(newListing(product, { ...of, ofProduct: [], nowMs: now }), now), 'absent');
    },
  };
};
