import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { canonicalJson } from '../domain/digest.ts';
import { erasedKey, type DataKey, type Sealer } from '../domain/identity/sealer.ts';
import type { Clock } from '../domain/time.ts';
import { partsOf, wrappedBy } from './batch-key.ts';

/** Opened data keys kept in one function's memory: so many, and so long (milliseconds). */
const cacheSize = 200;
const cacheMs = 5 * 60_000;

const ivBytes = 12;
const tagBytes = 16;

/** Random bytes are asked for by the page, as each asking costs more than what is sealed; none are given out twice. */
let page = Buffer.alloc(0);
const random = (bytes: number): Buffer => {
  if (page.length < bytes) page = randomBytes(4096);
  const given = page.subarray(0, bytes);
  page = page.subarray(bytes);
  return given;
};

const sealOne = (key: KeyObject, aad: string, plain: Uint8Array): string => {
  const iv = random(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
};

const openOne = (key: KeyObject, aad: string, sealed: string): Buffer => {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(aad))
    .setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
};

/** AES-256-GCM under data keys from KMS; record and field are authenticated with each value. */
export const createSealer = ({
  kms,
  keyId,
  clock,
}: {
  readonly kms: Pick<KMSClient, 'send'>;
  readonly keyId: string;
  readonly clock: Clock;
}): Sealer => {
  const opened = new Map<string, { readonly plain: KeyObject; readonly until: number }>();

  const keep = (wrapped: string, bytes: Uint8Array): KeyObject => {
    // bytes as a key cost Node 24 ten times as much at every use
    const plain = createSecretKey(bytes);
    const oldest = opened.keys().next();
    if (opened.size >= cacheSize && oldest.done !== true) opened.delete(oldest.value);
    opened.set(wrapped, { plain, until: clock() + cacheMs });
    return plain;
  };

  const cached = (wrapped: string): KeyObject | undefined => {
    const known = opened.get(wrapped);
    if (known !== undefined && clock() < known.until) return known.plain;
    opened.delete(wrapped);
    return undefined;
  };

  /** A key as KMS wrapped it; `context` is what it was wrapped for. */
  const unwrap = async (wrapped: string, context: string): Promise<KeyObject> => {
    const known = cached(wrapped);
    if (known !== undefined) return known;
    const { Plaintext } = await kms.send(
      new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob: Buffer.from(wrapped, 'base64'),
        EncryptionContext: { record: context },
      }),
    );
    if (Plaintext === undefined) throw new Error('KMS opened no data key');
    return keep(wrapped, Plaintext);
  };

  const plainOf = async ({ recordId, wrapped }: DataKey): Promise<KeyObject> => {
    const parts = partsOf(wrapped);
    if (parts === undefined) return unwrap(wrapped, recordId);
    const { batch, batchKey, recordKey } = parts;
    return cached(wrapped) ?? createSecretKey(openOne(await unwrap(batchKey, batch), recordId, recordKey));
  };

  const generate = async (context: string): Promise<{ readonly wrapped: string; readonly plain: KeyObject }> => {
    const { CiphertextBlob, Plaintext } = await kms.send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { record: context } }),
    );
    if (CiphertextBlob === undefined || Plaintext === undefined) throw new Error('KMS made no data key');
    const wrapped = Buffer.from(CiphertextBlob).toString('base64');
    return { wrapped, plain: keep(wrapped, Plaintext) };
  };

  return {
    createKey: async (recordId) => ({ recordId, wrapped: (await generate(recordId)).wrapped }),
    createBatch: async () => {
      const batch = random(9).toString('base64url');
      const { wrapped, plain } = await generate(batch);
      return (recordId) => {
        const bytes = random(32);
        const own = wrappedBy({ batch, batchKey: wrapped, recordKey: sealOne(plain, recordId, bytes) });
        // it is used at once
        keep(own, bytes);
        return { recordId, wrapped: own };
      };
    },
    seal: async (key, fields) => {
      const present = Object.entries(fields).flatMap(([field, text]) => (text === undefined ? [] : [{ field, text }]));
      if (present.length === 0) return {};
      const plain = await plainOf(key);
      return Object.fromEntries(
        present.map(({ field, text }) => [field, sealOne(plain, `${key.recordId}|${field}`, Buffer.from(text))]),
      );
    },
    open: async (key, sealed) => {
      const fields = Object.entries(sealed);
      if (fields.length === 0) return {};
      const plain = await plainOf(key);
      return Object.fromEntries(
        fields.map(([field, text]) => [field, openOne(plain, `${key.recordId}|${field}`, text).toString()]),
      );
    },
    fingerprint: async (key, value) => {
      if (key.wrapped === erasedKey(key.recordId).wrapped) return '';
      // a key of its own, so that one key never serves two purposes: HKDF's expansion (RFC 5869 §2.3) of a key that is uniform
      const mac = createHmac('sha256', await plainOf(key))
        .update('fingerprint\u0001')
        .digest();
      return createHmac('sha256', createSecretKey(mac)).update(canonicalJson(value)).digest('base64url');
    },
  };
};
