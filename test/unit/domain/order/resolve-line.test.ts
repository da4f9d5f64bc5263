import { expect, test } from '@jest/globals';
import type { Account } from '../../../../shared/domain/account/account.ts';
import { resolveLine } from '../../../../shared/domain/order/resolve-line.ts';

const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const [small, large] = ['01JCXQ6M3N5P7Q9R1S3T5V7W91', '01JCXQ6M3N5P7Q9R1S3T5V7W92'];
const account = {
  accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
  holder: { type: 'sentra', id: '01JCXQ5A2B4C6D8E0F2G4H6J8S' },
  place: { regionCode: '35.73', sentraId: '01JCXQ5A2B4C6D8E0F2G4H6J8S' },
} as unknown as Account;
const variants = { items: [{ variantId: large, sku: 'L' }, { variantId: small }] };

const resolve = (line: object, isListed = true) =>
  resolveLine({
    listing: () => Promise.resolve(isListed ? ({ ikmId, regionCode: '35.73.01' } as never) : undefined),
    product: () =>
      Promise.resolve({
        product: { content: { variants } },
        offers: { byVariant: { [small]: {}, [large]: {} } },
      } as never),
    linkedProduct: (_account, externalItemId) => Promise.resolve(externalItemId === 'linked' ? productId : undefined),
  })(account, {
    lineId: '1',
    externalItemId: '5',
    marker: '',
    name: '',
    quantity: 1,
    priceIdr: 1,
    ...line,
  });

test.each([
  ['our mark', { marker: `${productId}-1` }, undefined],
  ['a later generation', { marker: `${productId}-12` }, undefined],
  ['the whole id of a variant', { marker: `${productId}-1`, variantMarker: `${productId}-1-${small}` }, small],
  ['the end of its id', { marker: `${productId}-1-${large.slice(-20)}` }, large],
  ['its place among the ids', { marker: `${productId}-1`, variantMarker: `${productId}-1-1` }, small],
  ['a linked item with the owner’s own SKU', { externalItemId: 'linked', variantMarker: 'L' }, large],
])('%s tells product, owner and variant', async (_what, line, variantId) => {
  expect(await resolve(line)).toEqual({
    owner: { type: 'ikm', id: ikmId, ikmId, regionCode: '35.73.01' },
    productId,
    ...(variantId !== undefined && { variantId }),
  });
});

test.each([
  ['a stranger’s SKU', { marker: 'KT-250' }, true],
  ['half a mark', { marker: productId }, true],
  ['a mark with more behind it', { marker: `${productId}-1-x y` }, true],
  ['our mark where the product is not listed', { marker: `${productId}-1` }, false],
])('%s belongs to the shop’s holder and takes no stock', async (_what, line, isListed) => {
  expect(await resolve(line, isListed)).toEqual({
    owner: {
      type: 'sentra',
      id: account.holder.id,
      regionCode: '35.73',
      sentraId: account.holder.id,
    },
  });
});
