import type { FaultSwitch } from './faults.ts';
import type { Store } from './store.ts';
import type { Webhooks } from './webhooks.ts';

/** One call past the gateway. */
export interface ApiCall {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly webhooks: Webhooks;
  readonly shopId: string;
  readonly nowMs: number;
  /** The id in the path; empty where there is none. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly imageUrl: (uri: string) => string;
  readonly isOurUrl: (url: string) => boolean;
}
