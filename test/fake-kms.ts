import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';

/** The key service's part that seals and hashes, in memory: real AES and HMAC, and the encryption context is checked. */
export const createFakeKms = (): { kms: Pick<KMSClient, 'send'>; calls: string[] } => {
  const secret = randomBytes(32);
  const calls: string[] = [];
  const context = (pairs: Record<string, string> | undefined): Buffer => Buffer.from(JSON.stringify(pairs ?? {}));
  const wrap = (plain: Uint8Array, pairs: Record<string, string> | undefined): Buffer => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(context(pairs));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  };
  const send = async (command: unknown): Promise<unknown> => {
    calls.push((command as object).constructor.name);
    if (command instanceof GenerateDataKeyCommand) {
      const plain = randomBytes(32);
      return { Plaintext: plain, CiphertextBlob: wrap(plain, command.input.EncryptionContext) };
    }
    if (command instanceof EncryptCommand) {
      return { CiphertextBlob: wrap(command.input.Plaintext!, command.input.EncryptionContext) };
    }
    if (command instanceof DecryptCommand) {
      const blob = Buffer.from(command.input.CiphertextBlob!);
      const decipher = createDecipheriv('aes-256-gcm', secret, blob.subarray(0, 12))
        .setAAD(context(command.input.EncryptionContext))
        .setAuthTag(blob.subarray(12, 28));
      return { Plaintext: Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]) };
    }
    if (command instanceof GenerateMacCommand) {
      const { KeyId, Message } = command.input;
      const Mac = createHmac('sha256', secret).update(KeyId!).update(Message!).digest();
      return { Mac, KeyId: 'arn:aws:kms:ap-southeast-3:000000000000:key/identity-1' };
    }
    throw new Error('unknown command');
  };
  return { kms: { send } as Pick<KMSClient, 'send'>, calls };
};
