import { ProductId } from '../ids.ts';

/**
 * The SKU we send: our mark on an item, from product and generation, 28 characters without spaces (every marketplace
 * takes 50; a variant's position may follow). Never the owner's SKU: in a joint shop many owners use the same one.
 */
export const markerOf = (productId: string, generation: number): string => `${productId}-${generation}`;

/** The product an item with this SKU was made from, or `undefined` for an item that is not ours. */
export const productOfMarker = (marker: string): ProductId | undefined => {
  if (!/^[0-9A-Z]{26}-[1-9]\d*$/.test(marker)) return undefined;
  return ProductId.safeParse(marker.slice(0, 26)).data;
};
