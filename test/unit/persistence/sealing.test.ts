import { describe, expect, test } from '@jest/globals';
import type { GenerateMacCommand } from '@aws-sdk/client-kms';
import { erasedKey, hashesOf } from '../../../shared/domain/identity/sealer.ts';
import { createIdentityHash } from '../../../shared/persistence/identity-hash.kms.ts';
import { createRewrap } from '../../../shared/persistence/rewrap.kms.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createFakeKms } from '../../fake-kms.ts';

const setUp = () => {
  const { kms, calls } = createFakeKms();
  let now = 0;
  const make = () => createSealer({ kms, keyId: 'seal', clock: () => now });
  return { make, calls, later: (ms: number) => (now += ms) };
};

describe('sealing', () => {
  test('what was sealed opens elsewhere with the stored key, and reads as nothing', async () => {
    const { make } = setUp();
    const sealer = make();
    const key = await sealer.createKey('a');
    const sealed = await sealer.seal(key, { nik: '3573014101900001', phone: undefined, empty: '' });
    expect(Object.keys(sealed)).toEqual(['nik', 'empty']);
    expect(JSON.stringify([key, sealed])).not.toContain('3573');
    expect(await make().open(key, sealed)).toEqual({ nik: '3573014101900001', empty: '' });
  });
  test('the same text seals differently each time', async () => {
    const sealer = setUp().make();
    const key = await sealer.createKey('a');
    expect(await sealer.seal(key, { f: 'x' })).not.toEqual(await sealer.seal(key, { f: 'x' }));
  });
  test('nothing sealed fits another record or field, or opens changed', async () => {
    const sealer = setUp().make();
    const key = await sealer.createKey('a');
    const { nik = '' } = await sealer.seal(key, { nik: '1' });
    await expect(sealer.open(key, { phone: nik })).rejects.toThrow();
    await expect(sealer.open({ ...key, recordId: 'b' }, { nik })).rejects.toThrow();
    const bytes = Buffer.from(nik, 'base64');
    bytes[13]! ^= 1;
    await expect(sealer.open(key, { nik: bytes.toString('base64') })).rejects.toThrow();
  });
  test('a data key moved to another record does not open at the key service', async () => {
    const { make } = setUp();
    const key = await make().createKey('a');
    await expect(make().seal({ ...key, recordId: 'b' }, { f: 'x' })).rejects.toThrow();
  });
  test('opened keys are kept for five minutes, and no more than two hundred', async () => {
    const { make, calls, later } = setUp();
    const sealer = make();
    const key = await sealer.createKey('a');
    await sealer.seal(key, { f: 'x' });
    expect(calls).toEqual(['GenerateDataKeyCommand']);
    later(5 * 60_000);
    await sealer.seal(key, { f: 'x' });
    expect(calls).toEqual(['GenerateDataKeyCommand', 'DecryptCommand']);
    for (let n = 0; n < 200; n += 1) await sealer.createKey(`r${String(n)}`);
    await sealer.seal(key, { f: 'x' });
    expect(calls.filter((call) => call === 'DecryptCommand')).toHaveLength(2);
  });
  test('fingerprints are equal for equal values under one key only', async () => {
    const sealer = setUp().make();
    const [a, b] = [await sealer.createKey('a'), await sealer.createKey('b')];
    const of = (key: typeof a, value: unknown) => sealer.fingerprint(key, value);
    expect(await of(a, { x: 1, y: 2 })).toBe(await of(a, { y: 2, x: 1 }));
    expect(await of(a, { x: 1 })).not.toBe(await of(a, { x: 2 }));
    expect(await of(a, { x: 1 })).not.toBe(await of(b, { x: 1 }));
  });
});

test('keys of a batch cost one call, are opened each by itself, and fit no other record', async () => {
  const { kms, calls } = createFakeKms();
  const make = () => createSealer({ kms, keyId: 'seal', clock: () => 0 });
  const writer = make();
  const keyOf = await writer.createBatch();
  const [a, b] = [keyOf('a'), keyOf('b')];
  const [sealedA, sealedB] = [await writer.seal(a, { nik: '1' }), await writer.seal(b, { nik: '2' })];
  expect(calls).toEqual(['GenerateDataKeyCommand']);

  calls.length = 0;
  const reader = make();
  expect(await reader.open(a, sealedA)).toEqual({ nik: '1' });
  expect(await reader.open(b, sealedB)).toEqual({ nik: '2' });
  expect(calls).toEqual(['DecryptCommand']);
  await expect(reader.open({ recordId: 'b', wrapped: a.wrapped }, sealedB)).rejects.toThrow();
  await expect(reader.open(b, { nik: sealedA['nik']! })).rejects.toThrow();
});

test('a data key that is wrapped anew seals what it sealed, each call for a batch once', async () => {
  const { kms, calls } = createFakeKms();
  const sealer = createSealer({ kms, keyId: 'seal', clock: () => 0 });
  const keyOf = await sealer.createBatch();
  const keys = [await sealer.createKey('own'), keyOf('a'), keyOf('b')];
  const sealed = await Promise.all(keys.map((key) => sealer.seal(key, { nik: key.recordId })));
  calls.length = 0;
  const rewrap = createRewrap({ kms, keyId: 'seal' });
  const anew = [];
  for (const key of keys) anew.push(await rewrap(key));
  expect(calls.filter((name) => name === 'EncryptCommand')).toHaveLength(2);
  const reader = createSealer({ kms, keyId: 'seal', clock: () => 0 });
  for (const [n, key] of anew.entries()) {
    expect(key.wrapped).not.toBe(keys[n]!.wrapped);
    expect(await reader.open(key, sealed[n]!)).toEqual({ nik: key.recordId });
  }
});

test('an erased record opens to nothing and is like no other', async () => {
  const { kms, calls } = createFakeKms();
  const sealer = createSealer({ kms, keyId: 'seal', clock: () => 0 });
  expect(await sealer.open(erasedKey('a'), {})).toEqual({});
  expect(await sealer.fingerprint(erasedKey('a'), { x: 1 })).toBe('');
  expect(calls).toEqual([]);
});

test('while the identity key is rotated, values hash under both keys', async () => {
  const [now, before] = [createFakeKms().kms, createFakeKms().kms];
  const kms: typeof now = {
    send: ((command: GenerateMacCommand) =>
      (command.input.KeyId === 'old' ? before : now).send(command)) as typeof now.send,
  };
  const old = await createIdentityHash({ kms: before, keyId: 'old' })('nik-site', 'x');
  const rotating = await createIdentityHash({ kms, keyId: 'new,old' })('nik-site', 'x');
  expect(hashesOf(rotating)).toEqual([rotating.hash, old.hash]);
  expect(hashesOf(old)).toEqual([old.hash]);
});

test('identity hashes cost one call per purpose', async () => {
  const { kms, calls } = createFakeKms();
  const hash = createIdentityHash({ kms, keyId: 'identity' });
  for (const text of ['a', 'b', 'c']) await hash('nik-site', text);
  expect(calls).toEqual(['GenerateMacCommand']);
});

test('identity hashes differ by purpose and name their key', async () => {
  const hash = createIdentityHash({ kms: createFakeKms().kms, keyId: 'identity' });
  const nik = await hash('nik-site', 'x');
  expect(nik.keyVersion).toBe('identity-1');
  expect(nik).toEqual(await hash('nik-site', 'x'));
  expect(nik.hash).not.toBe((await hash('nib-site', 'x')).hash);
});
