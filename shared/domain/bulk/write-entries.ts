import type { Entry, ImportKind, LinedEntry, RowOutcome, WriteEntries } from '../intake/entry.ts';
import { createPutIkms, type PutIkmsDeps } from './put-ikms.ts';
import { createPutOffers, type PutOffersDeps } from './put-offers.ts';
import { createPutProducts, type PutProductsDeps } from './put-products.ts';
import { createPutSentras, type PutSentrasDeps } from './put-sentras.ts';

export type WriteEntriesDeps = PutSentrasDeps & PutIkmsDeps & PutProductsDeps & PutOffersDeps;

interface RowOf<Kind extends ImportKind> {
  readonly line: number;
  readonly entry: Extract<Entry, { kind: Kind }>;
}

/**
 * Puts rows of one import into the register, whatever their kinds; outcomes come in the order of the rows. The same rows again,
 * also at the same time by another worker, have the same outcome and write nothing.
 */
export const createWriteRows = (deps: WriteEntriesDeps): WriteEntries => {
  const putSentras = createPutSentras(deps);
  const putIkms = createPutIkms(deps);
  const putProducts = createPutProducts(deps);
  const putOffers = createPutOffers(deps);

  return async (entries: readonly LinedEntry[]): Promise<readonly RowOutcome[]> => {
    const sentras: RowOf<'sentra'>[] = [];
    const ikms: RowOf<'ikm'>[] = [];
    const products: RowOf<'product'>[] = [];
    const offers: RowOf<'offer'>[] = [];
    for (const { line, entry } of entries) {
      switch (entry.kind) {
        case 'sentra':
          sentras.push({ line, entry });
          break;
        case 'ikm':
          ikms.push({ line, entry });
          break;
        case 'product':
          products.push({ line, entry });
          break;
        case 'offer':
          offers.push({ line, entry });
          break;
      }
    }
    // what a row stands on comes before it
    const outcomes = [
      ...(await putSentras(sentras)),
      ...(await putIkms(ikms)),
      ...(await putProducts(products)),
      ...(await putOffers(offers)),
    ];
    return outcomes.sort((a, b) => a.line - b.line);
  };
};
