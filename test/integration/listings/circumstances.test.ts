import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../../shared/domain/account/account.ts';
import type { AccountId, IkmId, SentraId } from '../../../shared/domain/ids.ts';
import type { Listable } from '../../../shared/domain/listing/listable.ts';
import { toIso } from '../../../shared/domain/time.ts';
import { changeAccount } from '../../../shared/persistence/account-changes.dynamo.ts';
import { accountReader } from '../../../shared/persistence/account-reader.dynamo.ts';
import { circumstancesReader } from '../../../shared/persistence/circumstances.dynamo.ts';
import { consentStore } from '../../../shared/persistence/consents.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createIkmsOfSentra } from '../../../shared/persistence/places.dynamo.ts';
import { shopCategories } from '../../../shared/persistence/shop-categories.dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';

const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P' as AccountId;
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K' as IkmId;
const sentraId = '01JCXQ4Z8E5T7V9W1Y3A5C7E9G' as SentraId;

let engine: Dynoxide;
let register: TableAt;
let table: TableAt;

const account = (type: 'ikm' | 'sentra') =>
  ({
    accountId,
    marketplace: 'shopee',
    holder: { type, id: type === 'ikm' ? ikmId : sentraId },
    place: { regionCode: '35.73', sentraId },
    state: 'connected',
    shopUsedBefore: false,
    createdWith: 'x',
    etag: '1',
  }) as unknown as Account;
const offered = (availability: 'ready' | 'one-off') =>
  ({ productId: 'p', offer: { priceIdr: 1, availability, stock: 1 } }) as unknown as Listable;
const consent = (agreed: boolean, etag: string) => ({
  accountId,
  ikmId,
  agreed,
  how: 'own' as const,
  at: toIso(0),
  by: 'owner',
  etag,
});
const putRegister = (item: Record<string, unknown>) =>
  register.dynamo.send(new PutCommand({ TableName: register.table, Item: item }));

beforeAll(async () => {
  engine = await startDynoxide();
  register = await engine.createTable('register');
  table = await engine.createTable('listings');
  await putRegister({ pk: `SENTRA#${sentraId}`, sk: 'KEY', type: 'data-key' });
  await putRegister({
    pk: `SENTRA#${sentraId}`,
    sk: 'SENTRA',
    type: 'sentra',
    sentraId,
    regionCode: '35.73',
    name: 'Sanan',
    legalHolder: 'Koperasi Sanan',
  });
});
afterAll(async () => {
  await engine.stop();
});

test('what a verdict rests on is read as it stands now', async () => {
  const asked: string[] = [];
  const read = circumstancesReader(register, table, (productId) => {
    asked.push(productId);
    return Promise.resolve([]);
  });
  const origin = { ikmId, sentraId };
  expect(await read(account('sentra'), offered('ready'), origin)).toEqual({
    consent: false,
    legalHolder: 'Koperasi Sanan',
    categories: {},
    siblings: [],
  });
  const { say } = consentStore(table);
  expect(await say(consent(true, '1'), undefined)).toBe('written');
  // two speak at once: one is told to look again
  expect(await say(consent(false, '1'), undefined)).toBe('conflict');
  const categories = shopCategories(register);
  const chosen = { sentraId, categories: { shopee: '7' }, etag: '1' };
  expect(await categories.write(chosen, undefined)).toBe('written');
  expect(await categories.write({ ...chosen, categories: { shopee: '8' } }, undefined)).toBe('conflict');
  expect(await read(account('sentra'), offered('ready'), origin)).toMatchObject({
    consent: true,
    categories: { shopee: '7' },
  });
  expect(asked).toEqual([]);
  const own = await read(account('ikm'), offered('one-off'), origin);
  expect(own).not.toHaveProperty('consent');
  expect(asked).toEqual(['p']);
});

test("a shop's rules are stored with its account, under its version", async () => {
  const change = changeAccount(table);
  const { read } = accountReader(table);
  const before = account('ikm');
  await table.dynamo.send(
    new PutCommand({
      TableName: table.table,
      Item: { pk: `ACCOUNT#${accountId}`, sk: 'ACCOUNT', type: 'account', ...before },
    }),
  );
  const rules = { price: { factor: 1.1 }, stockBuffer: 2 };
  expect(await change(before, { ...before, rules, terms: 1 })).toBe('written');
  expect(await read(accountId)).toMatchObject({ rules, terms: 1, etag: '2' });
  expect(await change(before, { ...before, terms: 9 })).toBe('conflict');
});

test('the IKMs of a sentra are found page by page', async () => {
  const ids = ['01JCXQ5A2B4C6D8E0F2G4H6J81', '01JCXQ5A2B4C6D8E0F2G4H6J82', '01JCXQ5A2B4C6D8E0F2G4H6J83'];
  for (const id of ids)
    await putRegister({
      pk: `IKM#${id}`,
      sk: 'IKM',
      type: 'ikm',
      ikmId: id,
      sentraPk: `SENTRA-IKM#${sentraId}`,
      sentraSk: id,
    });
  const ikmsOf = createIkmsOfSentra(register);
  const first = await ikmsOf(sentraId, 2, undefined);
  const second = await ikmsOf(sentraId, 2, first.position);
  expect([...first.rows, ...second.rows]).toEqual(ids);
});
