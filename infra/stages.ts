import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What differs between stages. Values stand here, in code: no CloudFormation parameters. */
export interface StageConfig {
  readonly name: 'local' | 'dev' | 'staging' | 'prod';
  readonly region: 'ap-southeast-3';
  readonly logLevel: 'DEBUG' | 'INFO';
  readonly logRetention: RetentionDays;
  /** Where browsers come from: sign-in returns there, and photo forms are posted from there. */
  readonly webOrigins: readonly [string, ...string[]];
  /** Base of all links and callbacks; the API's own address when absent. No slash at the end. */
  readonly publicUrl?: string;
  /** Which side of the marketplaces this stage talks to; the simulators stand below the public URL. */
  readonly marketplaces: 'simulator' | 'sandbox' | 'live';
  /** ARNs of the keys that hash identities, once the stage's first one was replaced (docs/runbooks/rotate-keys.md). */
  readonly identityKeys?: { readonly present: string; readonly former?: string };
  /** API requests per second before 429, and the burst above it. */
  readonly throttle: { readonly rate: number; readonly burst: number };
}

/** All personal data stays in Jakarta (PP 71/2019). */
const region = 'ap-southeast-3';

/** The stage that runs on one computer; its public URL is where that computer listens. */
export const localStage = (publicUrl: string): StageConfig => ({
  name: 'local',
  region,
  logLevel: 'INFO',
  logRetention: RetentionDays.ONE_WEEK,
  webOrigins: [publicUrl],
  publicUrl,
  marketplaces: 'simulator',
  throttle: { rate: 1_000, burst: 2_000 },
});

export const deployedStages = [
  {
    name: 'dev',
    region,
    logLevel: 'DEBUG',
    logRetention: RetentionDays.ONE_MONTH,
    webOrigins: ['https://dev.ikm.example'],
    marketplaces: 'sandbox',
    throttle: { rate: 100, burst: 200 },
  },
  {
    name: 'staging',
    region,
    logLevel: 'INFO',
    logRetention: RetentionDays.THREE_MONTHS,
    webOrigins: ['https://staging.ikm.example'],
    marketplaces: 'sandbox',
    throttle: { rate: 500, burst: 1_000 },
  },
  {
    name: 'prod',
    region,
    logLevel: 'INFO',
    logRetention: RetentionDays.ONE_YEAR,
    webOrigins: ['https://ikm.example'],
    marketplaces: 'live',
    throttle: { rate: 2_000, burst: 4_000 },
  },
] as const satisfies readonly StageConfig[];
