import { Logger } from '@aws-lambda-powertools/logger';

/** The log of one function: JSON lines, codes from `log-codes.ts`, never personal data. */
export const createLogger = (service: string): Logger => new Logger({ serviceName: service });
export type { Logger } from '@aws-lambda-powertools/logger';
