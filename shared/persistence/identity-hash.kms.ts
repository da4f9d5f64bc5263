import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { HashIdentity } from '../domain/identity/sealer.ts';

/** HMAC-SHA-256 inside KMS: without the key nobody can try all NIKs against a stored hash. */
export const createIdentityHash =
  ({ kms, keyId }: { readonly kms: Pick<KMSClient, 'send'>; readonly keyId: string }): HashIdentity =>
  async (purpose, text) => {
    const { Mac, KeyId } = await kms.send(
      new GenerateMacCommand({
        KeyId: keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from(`${purpose}|${text}`),
      }),
    );
    if (Mac === undefined) throw new Error('KMS made no MAC');
    return {
      hash: Buffer.from(Mac).toString('base64url'),
      // an ARN names account and region too; the key's own id is enough
      keyVersion: (KeyId ?? keyId).replace(/^.*[/]/, ''),
    };
  };
