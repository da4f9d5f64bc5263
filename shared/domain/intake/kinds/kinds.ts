import { ikmRows } from './ikm.ts';
import { offerRows } from './offer.ts';
import { productRows } from './product.ts';
import { sentraRows } from './sentra.ts';

/** How files are understood, by what they bring. */
export const rowKinds = { sentra: sentraRows, ikm: ikmRows, product: productRows, offer: offerRows } as const;
