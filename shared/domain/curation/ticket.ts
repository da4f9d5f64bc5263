import type { Komoditas } from '../komoditas.ts';
import type { Product } from '../product/product.ts';

/** `submitted`: waits for a decision · `sample`: was approved unseen, and is looked at afterwards. */
export type TicketKind = 'submitted' | 'sample';

/** A product that waits for an officer's look. */
export interface Ticket {
  readonly productId: string;
  readonly ikmId: string;
  readonly sentraId?: string | undefined;
  readonly regionCode: string;
  readonly komoditas: Komoditas;
  readonly kind: TicketKind;
  /** Since when it waits. */
  readonly since: string;
}

/** Who looks at a ticket, so that nobody else gets it meanwhile; milliseconds since 1970. */
export interface Claim {
  readonly by: string;
  readonly untilMs: number;
}

/** The ticket of a product as it stands; undefined when it waits for nobody. */
export const ticketOf = (product: Product): Ticket | undefined => {
  const { productId, ikmId, sentraId, regionCode, content, curation, afterCheck, archived, submittedAt } = product;
  const kind = curation === 'submitted' ? 'submitted' : afterCheck === undefined ? undefined : 'sample';
  if (archived || kind === undefined) return undefined;
  const since = submittedAt ?? product.updatedAt;
  return { productId, ikmId, sentraId, regionCode, komoditas: content.komoditas, kind, since };
};

/** What an officer asks the queue for. */
export interface QueueQuestion {
  readonly kind: TicketKind;
  readonly sentraId?: string | undefined;
  readonly komoditas?: Komoditas | undefined;
}
