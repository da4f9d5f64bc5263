import * as z from 'zod';

const region = 'ap-southeast-3';

const Settings = z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string(), IDENTITY_KEY_ID: z.string() });
type Settings = z.infer<typeof Settings>;

const LocalEndpoints = z.object({
  environment: z.record(z.string(), z.string()),
  functions: z.array(z.object({ name: z.string(), environment: z.record(z.string(), z.string()) })),
});

/** Where the local service keeps things; sets the SDK's standard variables on the way. */
const localSettings = async (api: string): Promise<Settings> => {
  const response = await fetch(new URL('/_local/endpoints', api)).catch((cause: unknown) => {
    throw new Error(`no local service at ${api}: run npm start first, or name it with --api`, { cause });
  });
  if (!response.ok) throw new Error(`${api} is no local service (status ${response.status})`);
  const { environment, functions } = LocalEndpoints.parse(await response.json());
  Object.assign(process.env, environment);
  const saving = functions.find(({ name }) => name.endsWith('save-member'));
  if (saving === undefined) throw new Error('the local service has no function save-member');
  return Settings.parse(saving.environment);
};

/** A deployed stage's tables and keys go by the names its stack gives them. */
const deployedSettings = (stage: string): Settings => {
  process.env['AWS_REGION'] ??= region;
  return {
    TABLE_REGISTER: `ikm-${stage}-register`,
    SEAL_KEY_ID: `alias/ikm-${stage}-seal`,
    IDENTITY_KEY_ID: `alias/ikm-${stage}-identity`,
  };
};

/** The register and its keys: of the local service at `api` for stage `local`, else of a deployed stage. */
export const registerSettings = async (stage: string, api: string): Promise<Settings> =>
  stage === 'local' ? localSettings(api) : deployedSettings(stage);
