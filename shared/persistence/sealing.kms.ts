import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { canonicalJson } from '../domain/digest.ts';
import type { DataKey, Sealer } from '../domain/identity/sealer.ts';
import type { Clock } from '../domain/time.ts';

/** Opened data keys kept in one function's memory: so many, and so long (milliseconds). */
const cacheSize = 200;
const cacheMs = 5 * 60_000;

const ivBytes = 12;
const tagBytes = 16;

const sealOne = (key: Uint8Array, aad: string, text: string): string => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64');
};

const openOne = (key: Uint8Array, aad: string, sealed: string): string => {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(aad))
    .setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
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
  const opened = new Map<string, { readonly plain: Uint8Array; readonly until: number }>();

  const keep = (wrapped: string, plain: Uint8Array): Uint8Array => {
    const oldest = opened.keys().next();
    if (opened.size >= cacheSize && oldest.done !== true) opened.delete(oldest.value);
    opened.set(wrapped, { plain, until: clock() + cacheMs });
    return plain;
  };

  const plainOf = async ({ recordId, wrapped }: DataKey): Promise<Uint8Array> => {
    const known = opened.get(wrapped);
    if (known !== undefined && clock() < known.until) return known.plain;
    opened.delete(wrapped);
    const { Plaintext } = await kms.send(
      new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob: Buffer.from(wrapped, 'base64'),
        EncryptionContext: { record: recordId },
      }),
    );
    if (Plaintext === undefined) throw new Error('KMS opened no data key');
    return keep(wrapped, Plaintext);
  };

  return {
    createKey: async (recordId) => {
      const { CiphertextBlob, Plaintext } = await kms.send(
        new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { record: recordId } }),
      );
      if (CiphertextBlob === undefined || Plaintext === undefined) throw new Error('KMS made no data key');
      const wrapped = Buffer.from(CiphertextBlob).toString('base64');
      keep(wrapped, Plaintext);
      return { recordId, wrapped };
    },
    seal: async (key, fields) => {
      const present = Object.entries(fields).flatMap(([field, text]) => (text === undefined ? [] : [{ field, text }]));
      if (present.length === 0) return {};
      const plain = await plainOf(key);
      return Object.fromEntries(
        present.map(({ field, text }) => [field, sealOne(plain, `${key.recordId}|${field}`, text)]),
      );
    },
    open: async (key, sealed) => {
      const fields = Object.entries(sealed);
      if (fields.length === 0) return {};
      const plain = await plainOf(key);
      return Object.fromEntries(
        fields.map(([field, text]) => [field, openOne(plain, `${key.recordId}|${field}`, text)]),
      );
    },
    fingerprint: async (key, value) => {
      // a key of its own, so that one key never serves two purposes
      const mac = hkdfSync('sha256', await plainOf(key), '', 'fingerprint', 32);
      return createHmac('sha256', Buffer.from(mac)).update(canonicalJson(value)).digest('base64url');
    },
  };
};
