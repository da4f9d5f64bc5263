import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { HashIdentity } from '../domain/identity/sealer.ts';

interface HashKey {
  readonly secret: KeyObject;
  readonly keyVersion: string;
}

/**
 * HMAC-SHA-256 under a key that the key service derives once per purpose and process, and that is never stored: without it
 * nobody can try all NIKs against a stored hash, and a file of 50,000 costs one call to the service.
 * @param keyId the present key; after a comma the one before, as long as not everything is kept under the present one.
 */
export const createIdentityHash = ({
  kms,
  keyId,
}: {
  readonly kms: Pick<KMSClient, 'send'>;
  readonly keyId: string;
}): HashIdentity => {
  const [presentId = keyId, formerId] = keyId.split(',');
  const derived = new Map<string, Promise<HashKey>>();

  const derive = async (under: string, purpose: string): Promise<HashKey> => {
    const { Mac, KeyId } = await kms.send(
      new GenerateMacCommand({
        KeyId: under,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from(`identity hash|${purpose}`),
      }),
    );
    if (Mac === undefined) throw new Error('KMS made no MAC');
    // an ARN names account and region too; the key's own id is enough
    return { secret: createSecretKey(Mac), keyVersion: (KeyId ?? under).replace(/^.*[/]/, '') };
  };

  const keyOf = (under: string, purpose: string): Promise<HashKey> => {
    const name = `${under}|${purpose}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    const made = derive(under, purpose);
    derived.set(name, made);
    // a failure is not kept
    made.catch(() => derived.delete(name));
    return made;
  };

  return async (purpose, text) => {
    const [present, former] = await Promise.all([
      keyOf(presentId, purpose),
      formerId === undefined ? undefined : keyOf(formerId, purpose),
    ]);
    const hashUnder = ({ secret, keyVersion }: HashKey) => ({
      hash: createHmac('sha256', secret).update(text).digest('base64url'),
      keyVersion,
    });
    return { ...hashUnder(present), ...(former === undefined ? {} : { former: hashUnder(former) }) };
  };
};
