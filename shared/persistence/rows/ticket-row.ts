import * as z from 'zod';
import { ticketOf, type Ticket, type TicketKind } from '../../domain/curation/ticket.ts';
import { Komoditas } from '../../domain/komoditas.ts';
import type { Product } from '../../domain/product/product.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { provinceOf, registerKeys } from '../keys.ts';
import type { Step } from '../versioned-item.ts';

/** A ticket of the curation queue as stored; the claim is written apart, and goes with the ticket. */
export const TicketRow = z.object({
  productId: z.string(),
  ikmId: z.string(),
  sentraId: z.string().optional(),
  regionCode: z.string(),
  komoditas: Komoditas,
  kind: z.enum(['submitted', 'sample']),
  since: z.string(),
  claimedBy: z.string().optional(),
  claimedUntilMs: z.number().optional(),
});

const words: Readonly<Record<TicketKind, string>> = { submitted: 'TICKET', sample: 'SAMPLE' };

/** Partitions of tickets of one kind: by kabupaten or kota, by province, by sentra. All sort by `<since>#<productId>`. */
export const ticketPks = {
  area: (kind: TicketKind, regionCode: string) => `AREA-${words[kind]}#${regionCode.slice(0, 5)}`,
  province: (kind: TicketKind, regionCode: string) => `REGION-${words[kind]}#${provinceOf(regionCode)}`,
  sentra: (kind: TicketKind, sentraId: string) => `SENTRA-${words[kind]}#${sentraId}`,
} as const;

const toTicketRow = (ticket: Ticket) => {
  const { productId, kind, regionCode, sentraId, since } = ticket;
  const place = `${since}#${productId}`;
  return {
    ...registerKeys.ticket(productId),
    type: 'ticket',
    ...ticket,
    waitingPk: ticketPks.area(kind, regionCode),
    waitingSk: place,
    regionPk: ticketPks.province(kind, regionCode),
    regionSk: place,
    ...(sentraId !== undefined && { sentraPk: ticketPks.sentra(kind, sentraId), sentraSk: place }),
  };
};

/** Keeps the ticket of a product true to it: put where it begins to wait, or waits otherwise; taken out when it waits no more. */
export const ticketSteps = (before: Product | undefined, product: Product): readonly Step[] => {
  const was = before && ticketOf(before);
  const is = ticketOf(product);
  if (canonicalJson(was) === canonicalJson(is)) return [];
  return is === undefined
    ? [{ remove: registerKeys.ticket(product.productId), expected: 'any' }]
    : [{ put: toTicketRow(is), expected: 'any' }];
};
