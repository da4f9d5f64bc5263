import * as z from 'zod';

/** Settings of a function that belongs to one connector. */
export const connectorEnv = {
  TABLE_LISTINGS: z.string(),
  SEAL_KEY_ID: z.string(),
  APP_SECRET_ID: z.string(),
  MARKETPLACE_BASE_URL: z.url(),
  CALLBACK_URL: z.url(),
  REDIRECT_URL: z.url(),
} as const;

const Marketplaces = z.record(
  z.string(),
  z.object({ appSecretId: z.string(), baseUrl: z.url(), callbackUrl: z.url(), redirectUrl: z.url() }),
);

/** Where each marketplace's API stands on this stage: JSON by marketplace. */
export const marketplaceBasesEnv = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.url()));

/** The setting of a function that serves all connectors: JSON by marketplace. */
export const marketplacesEnv = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(Marketplaces);
