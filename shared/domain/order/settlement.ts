import { grossOf, type Fulfilment } from './fulfilment.ts';
import { ownerKeyOf } from './order.ts';

/** What one owner sold through a shop in a month. Whole rupiah; no money is held here, the marketplace pays the holder. */
export interface SettlementRow {
  /** Undefined for the shop's holder. */
  readonly ikmId: string | undefined;
  readonly orders: number;
  readonly pieces: number;
  readonly grossIdr: number;
  /** Part of the gross whose orders came to their end. */
  readonly completedIdr: number;
  readonly cancelledOrders: number;
  readonly cancelledPieces: number;
  readonly returnedOrders: number;
}

const piecesOf = ({ lines }: Fulfilment): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);
const orderedOf = ({ lines }: Fulfilment): number => lines.reduce((sum, { ordered }) => sum + ordered, 0);

const add = (row: SettlementRow, part: Fulfilment): SettlementRow => {
  const isCancelled = part.state === 'cancelled';
  const sold = isCancelled ? 0 : piecesOf(part);
  const gross = grossOf(part);
  return {
    ...row,
    orders: row.orders + (isCancelled ? 0 : 1),
    pieces: row.pieces + sold,
    grossIdr: row.grossIdr + gross,
    completedIdr: row.completedIdr + (part.state === 'completed' ? gross : 0),
    cancelledOrders: row.cancelledOrders + (isCancelled ? 1 : 0),
    cancelledPieces: row.cancelledPieces + orderedOf(part) - sold,
    returnedOrders: row.returnedOrders + (part.state === 'returned' ? 1 : 0),
  };
};

/** Parts of a shop's orders → one row per owner, by id; the holder's own last. What was not paid yet does not count. */
export const settle = (parts: readonly Fulfilment[]): readonly SettlementRow[] => {
  const rows = new Map<string, SettlementRow>();
  for (const part of parts) {
    if (part.state === 'unpaid') continue;
    const key = ownerKeyOf(part.owner);
    const empty: SettlementRow = {
      ikmId: part.owner.ikmId,
      orders: 0,
      pieces: 0,
      grossIdr: 0,
      completedIdr: 0,
      cancelledOrders: 0,
      cancelledPieces: 0,
      returnedOrders: 0,
    };
    rows.set(key, add(rows.get(key) ?? empty, part));
  }
  return [...rows.values()].sort((a, b) => ((a.ikmId ?? '~') < (b.ikmId ?? '~') ? -1 : 1));
};

/** Shops and their owners count months in western Indonesian time. */
const wibMs = 7 * 3_600_000;

/** `2026-11` → its first instant and the first of the next month, in milliseconds since 1970. */
export const monthSpan = (month: string): { readonly fromMs: number; readonly toMs: number } => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { fromMs: Date.UTC(year, number - 1, 1) - wibMs, toMs: Date.UTC(year, number, 1) - wibMs };
};

/** A cell of CSV (RFC 4180). Text that a spreadsheet would run as a formula is kept text by an apostrophe. */
const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  // blanks before it, and full-width signs, are taken for one too (OWASP, “CSV Injection”)
  const text = /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows of cells → CSV with a byte order mark, so that a spreadsheet reads UTF-8. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
