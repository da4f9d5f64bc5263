import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Timeouts } from './dynamo.ts';

const Fields = z.record(z.string(), z.string());

/**
 * Reads the partner app's keys, once per function instance and ten minutes, so that a rotated key is picked up.
 * @throws Error naming the fields that the secret lacks.
 */
export const appSecretReader = (
  { connectMs, requestMs }: Timeouts,
  clock: () => number,
): ((secretId: string, fields: readonly string[]) => Promise<Readonly<Record<string, string>>>) => {
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs },
  });
  const known = new Map<string, { readonly fields: Readonly<Record<string, string>>; readonly endsAtMs: number }>();
  return async (secretId, fields) => {
    // nobody puts a secret in for a marketplace that has no keys
    if (fields.length === 0) return {};
    const kept = known.get(secretId);
    if (kept !== undefined && kept.endsAtMs > clock()) return kept.fields;
    const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const read = Fields.parse(JSON.parse(SecretString));
    const missing = fields.filter((field) => read[field] === undefined);
    if (missing.length > 0) throw new Error(`secret ${secretId} lacks ${missing.join(', ')}`);
    known.set(secretId, { fields: read, endsAtMs: clock() + 600_000 });
    return read;
  };
};

/** Where the app of one marketplace is kept, and where that marketplace is reached. */
interface AppSettings {
  readonly appSecretId: string;
  readonly baseUrl: string;
  readonly redirectUrl: string;
}

/**
 * The app of any marketplace, for functions that serve all of them.
 * @param settings by marketplace, as `MARKETPLACES` says.
 * @throws Error when the settings lack the marketplace.
 */
export const appOfMarketplace = (
  settings: Readonly<Record<string, AppSettings>>,
  timeouts: Timeouts,
  clock: () => number,
) => {
  const readSecret = appSecretReader(timeouts, clock);
  return async ({ name, appFields }: { readonly name: string; readonly appFields: readonly string[] }) => {
    const marketplace = settings[name];
    if (marketplace === undefined) throw new Error(`settings: MARKETPLACES lacks ${name}`);
    const { appSecretId, baseUrl, redirectUrl } = marketplace;
    return { app: await readSecret(appSecretId, appFields), baseUrl, redirectUrl };
  };
};
