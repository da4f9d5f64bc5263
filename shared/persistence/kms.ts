import { KMSClient } from '@aws-sdk/client-kms';
import type { Timeouts } from './dynamo.ts';

/** The key service's client of one function, with time-outs. */
export const createKms = ({ connectMs, requestMs }: Timeouts): KMSClient =>
  new KMSClient({ maxAttempts: 3, requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs } });
