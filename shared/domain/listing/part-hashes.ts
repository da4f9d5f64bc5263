import { digestOf } from '../digest.ts';
import type { PartHashes, Reading } from './listing.ts';

interface ThreeParts {
  readonly content: Readonly<Record<string, unknown>>;
  readonly price: Readonly<Record<string, unknown>>;
  readonly stock: Readonly<Record<string, unknown>>;
}

/** A hash per part of a plan, each compared with what the marketplace confirmed for that part. */
export const partHashes = (plan: ThreeParts): PartHashes => ({
  content: digestOf(plan.content),
  price: digestOf(plan.price),
  stock: digestOf(plan.stock),
});

/** One hash over all parts: what a create sends, and what a refused create refused. */
export const wholeHash = (hashes: PartHashes): string => digestOf(hashes);

/** Texts, price and stock of a plan as an observation would show them, as far as its parts use the common field names. */
export const sentReading = ({ content, price, stock: { stock } }: ThreeParts): Reading => {
  const { name, description } = content;
  const { original } = price;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof original === 'number' ? { priceIdr: original } : {}),
    ...(typeof stock === 'number' ? { stock } : {}),
  };
};
