import type * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import type { FaultSwitch } from './faults.ts';
import type { DemoApp } from './gateway.ts';
import { stockOf, type Product } from './model.ts';
import { productView } from './reads.ts';
import { jsonAnswer } from './refusal.ts';
import type { Store } from './store.ts';
import type { Webhooks } from './webhooks.ts';

/** What the doors work with. */
export interface DoorDeps {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly webhooks: Webhooks;
  readonly app: DemoApp;
  readonly nowMs: number;
  readonly imageUrl: (uri: string) => string;
}

export const notFound = jsonAnswer(404, { error: 'not-found' });
export const wrong = (problems: readonly string[]): SimulatorAnswer =>
  jsonAnswer(400, { error: 'wrong-setting', problems });
export const problemsOf = (error: z.ZodError): SimulatorAnswer =>
  wrong(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));

export const bodyOf = (request: SimulatorRequest): unknown => {
  if (request.body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder().decode(request.body));
  } catch {
    return undefined;
  }
};

/** A product in TikTok's fields and in plain words: state, price to the buyer, photos. */
export const plainView = ({ imageUrl }: DoorDeps, product: Product) => {
  const { content, skus } = product.version;
  return {
    ...productView(product, imageUrl),
    external_id: product.productId,
    // without the position that a variant's SKU ends in
    sku: content.externalProductId === '' ? (skus[0]?.sellerSku ?? '') : content.externalProductId,
    name: content.title,
    state: product.status,
    deleted: product.status === 'DELETED',
    live: product.status === 'ACTIVATE',
    edit_in_review: product.pending !== null,
    buyer_price: Math.min(...skus.map(({ price }) => price)),
    stock: skus.reduce((sum, sku) => sum + stockOf(sku), 0),
    photos: content.images.map(imageUrl),
    origin: product.origin,
  };
};
