import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { archiveProduct } from '../../../functions/archive-product/use-case.ts';
import { changeOffer } from '../../../functions/change-offer/use-case.ts';
import { curateProduct } from '../../../functions/curate-product/use-case.ts';
import { deletePhoto } from '../../../functions/delete-photo/use-case.ts';
import { deleteProduct } from '../../../functions/delete-product/use-case.ts';
import { getPhoto } from '../../../functions/get-photo/use-case.ts';
import { getProduct } from '../../../functions/get-product/use-case.ts';
import { issuePhotoUpload } from '../../../functions/issue-photo-upload/use-case.ts';
import { listProducts } from '../../../functions/list-products/use-case.ts';
import { saveProduct } from '../../../functions/save-product/use-case.ts';
import { submitProduct } from '../../../functions/submit-product/use-case.ts';
import { IkmId, MemberId, PhotoId, ProductId, SentraId } from '../../../shared/domain/ids.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { ProductBody } from '../../../shared/domain/product/product.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { registerKeys } from '../../../shared/persistence/keys.ts';
import { createMakerOf } from '../../../shared/persistence/makers.dynamo.ts';
import { createPhotoRepository } from '../../../shared/persistence/photo-repository.dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../../shared/persistence/places.dynamo.ts';
import { createListProducts } from '../../../shared/persistence/product-list.dynamo.ts';
import { createProductRepository } from '../../../shared/persistence/product-repository.dynamo.ts';
import { createTrusts } from '../../../shared/persistence/trusts.dynamo.ts';
import { createVersions } from '../../../shared/persistence/versions.dynamo.ts';

export const now = Date.UTC(2026, 10, 22, 8);
export const newProductId = () => ProductId.parse(ulid());
export const newPhotoId = () => PhotoId.parse(ulid());

export const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});

export const keripik = ProductBody.parse({
  name: 'Keripik Tempe Renyah 250 gram',
  description: 'Keripik tempe tipis dan renyah, <b>asli</b> Sanan 🌶️\nTahan dua bulan.',
  komoditas: 'makanan',
  kind: 'physical',
  sku: 'KT-250',
  package: { weightGrams: 300, lengthMm: 200, widthMm: 150, heightMm: 80 },
  offer: { priceIdr: 25_000, availability: 'ready', stock: 40 },
});

export const [sizeS, sizeL] = [ulid(), ulid()];
export const batik = ProductBody.parse({
  name: 'Kemeja Batik Tulis',
  description: 'Batik tulis.',
  komoditas: 'fesyen',
  kind: 'physical',
  variants: {
    options: [{ name: 'Ukuran', values: ['S', 'L'] }],
    items: [
      { variantId: sizeS, values: ['S'], offer: { priceIdr: 250_000, availability: 'ready', stock: 3 } },
      { variantId: sizeL, values: ['L'], offer: { priceIdr: 275_000, availability: 'made-to-order', stock: 0 } },
    ],
  },
});

/** Counts what reaches a table, by command and index, and how many items each query looks at. */
export const counting = ({ dynamo, table }: TableAt) => {
  const calls: string[] = [];
  const limits: number[] = [];
  const send = (command: { constructor: { name: string }; input: { IndexName?: string; Limit?: number } }) => {
    if (command.input.Limit !== undefined) limits.push(command.input.Limit);
    calls.push([command.constructor.name, command.input.IndexName].filter(Boolean).join(' '));
    return dynamo.send(command as never);
  };
  return { at: { dynamo: { send } as unknown as DynamoDBDocumentClient, table }, calls, limits };
};

/** All use cases of products over one table, with IKMs put there as their rows stand. */
export const using = (register: TableAt) => {
  const clock = () => now;
  const products = createProductRepository(register, clock);
  const placeOfIkm = createPlaceOfIkm(register);
  const deps = {
    products,
    clock,
    placeOfIkm,
    placeOfSentra: createPlaceOfSentra(register),
    listProducts: createListProducts(register),
    versions: createVersions(register),
    trusts: createTrusts(register),
    makerOf: createMakerOf({ ...register, publicUrl: 'https://ikm.example', clock }),
    signForm: async (terms: object) => ({ url: 'https://bucket.example', fields: { terms: JSON.stringify(terms) } }),
    signLink: async (key: string) => `https://bucket.example/${key}`,
  };
  const put = (item: object) => register.dynamo.send(new PutCommand({ TableName: register.table, Item: item }));
  return {
    products,
    photos: createPhotoRepository(register),
    save: saveProduct(deps),
    get: getProduct(deps),
    remove: deleteProduct(deps),
    changeOffer: changeOffer(deps),
    submit: submitProduct(deps),
    curate: curateProduct(deps),
    archive: archiveProduct(deps),
    list: listProducts(deps),
    issue: issuePhotoUpload(deps),
    getPhoto: getPhoto(deps),
    deletePhoto: deletePhoto(deps),
    newSentra: async (regionCode = '35.73.01') => {
      const sentraId = SentraId.parse(ulid());
      await put({ ...registerKeys.sentra(sentraId), type: 'sentra', sentraId, regionCode, name: 'Sentra Uji' });
      return sentraId;
    },
    newIkm: async (more: { sentraId?: string; regionCode?: string; state?: string } = {}) => {
      const ikmId = IkmId.parse(ulid());
      await put({
        ...registerKeys.ikm(ikmId),
        type: 'ikm',
        ikmId,
        regionCode: '35.73.01',
        komoditas: 'makanan',
        state: 'draft',
        ...more,
      });
      return ikmId;
    },
  };
};
