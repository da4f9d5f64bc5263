import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { DataKey } from '../domain/identity/sealer.ts';
import { partsOf, wrappedBy } from './batch-key.ts';

/** Keys of batches that are remembered, so that a batch's records cost two calls together. */
const remembered = 1000;

/** Wraps data keys anew under the newest material of the sealing key; what they seal stays as it is. */
export const createRewrap = ({ kms, keyId }: { readonly kms: Pick<KMSClient, 'send'>; readonly keyId: string }) => {
  const batches = new Map<string, string>();

  const rewrapped = async (wrapped: string, record: string): Promise<string> => {
    const EncryptionContext = { record };
    const CiphertextBlob = Buffer.from(wrapped, 'base64');
    const { Plaintext } = await kms.send(new DecryptCommand({ KeyId: keyId, CiphertextBlob, EncryptionContext }));
    const made = await kms.send(new EncryptCommand({ KeyId: keyId, Plaintext, EncryptionContext }));
    if (made.CiphertextBlob === undefined) throw new Error('KMS wrapped no key');
    return Buffer.from(made.CiphertextBlob).toString('base64');
  };

  return async ({ recordId, wrapped }: DataKey): Promise<DataKey> => {
    const parts = partsOf(wrapped);
    if (parts === undefined) return { recordId, wrapped: await rewrapped(wrapped, recordId) };
    const batchKey = batches.get(parts.batchKey) ?? (await rewrapped(parts.batchKey, parts.batch));
    if (batches.size >= remembered) batches.clear();
    batches.set(parts.batchKey, batchKey);
    return { recordId, wrapped: wrappedBy({ ...parts, batchKey }) };
  };
};
