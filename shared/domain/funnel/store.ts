import type { CellChange } from './cells.ts';
import type { Evidence, FunnelOfIkm, Sale } from './funnel.ts';

/** What is kept per IKM, and the counters, which change together with it or not at all. */
export interface FunnelStore {
  readonly read: (ikmId: string) => Promise<FunnelOfIkm | undefined>;
  readonly write: (
    before: FunnelOfIkm | undefined,
    after: FunnelOfIkm,
    changes: readonly CellChange[],
  ) => Promise<'written' | 'conflict'>;
}

/** An IKM as the funnel looks at it. */
export interface IkmFacts {
  readonly regionCode: string;
  readonly sentraId?: string | undefined;
  readonly state: string;
  readonly mergedInto?: string | undefined;
  readonly createdAt: string;
  readonly history: readonly { readonly step: string; readonly at: string }[];
}

/** The records that the funnel is drawn from, read strongly. */
export interface FunnelRecords {
  readonly ikm: (ikmId: string) => Promise<IkmFacts | undefined>;
  readonly sentra: (
    sentraId: string,
  ) => Promise<
    { readonly regionCode: string; readonly programmes?: readonly { readonly name: string }[] | undefined } | undefined
  >;
  /** Days it came to batches, with the programme of each. */
  readonly training: (
    ikmId: string,
  ) => Promise<readonly { readonly programme?: string | undefined; readonly days: readonly string[] }[]>;
}

/** What else proves a step, but may stand in an index, or does not say when: the slow look. */
export interface FunnelProofs {
  /** What products, shops and listings say; where none says when, the instant given. */
  readonly reached: (ikmId: string, at: Evidence['reached']['live'] & string) => Promise<Evidence['reached']>;
  /** Its two earliest sales. */
  readonly sales: (ikmId: string) => Promise<readonly Sale[]>;
}
