import * as z from 'zod';
import { AccountId, IkmId, MemberId, OrderId, ProductId, VariantId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import { grossOf, isOverdue, type Fulfilment } from './fulfilment.ts';
import { OrderState, type Buyer } from './order.ts';

/** One owner's part of an order as the API shows it: what that owner packs. */
export const OrderView = z
  .strictObject({
    orderId: OrderId,
    ikmId: IkmId.nullable().meta({ description: "Whose part it is; null for the part of the shop's holder" }),
    accountId: AccountId,
    marketplace: z.string(),
    externalId: z.string().meta({ description: "The order's number at the marketplace" }),
    state: OrderState,
    placedAt: IsoInstant,
    shipBy: IsoInstant.nullable(),
    lines: z.array(
      z.strictObject({
        lineId: z.string(),
        productId: ProductId.nullable().meta({ description: 'Null for a product that is not in the register' }),
        variantId: VariantId.nullable(),
        name: z.string(),
        quantity: z.int(),
        ordered: z.int().meta({ description: 'Pieces before any were taken out of the order' }),
        priceIdr: z.number(),
      }),
    ),
    grossIdr: z.number(),
    acknowledgement: z.strictObject({
      by: IsoInstant.nullable().meta({ description: 'Until when it is expected; null before it is to be sent' }),
      overdue: z.boolean(),
      acknowledged: z.strictObject({ at: IsoInstant, by: MemberId }).nullable(),
    }),
  })
  .meta({ id: 'Order' });

export const orderView = (part: Fulfilment, nowMs: number): z.infer<typeof OrderView> => ({
  orderId: part.orderId,
  ikmId: part.owner.ikmId ?? null,
  accountId: part.accountId,
  marketplace: part.marketplace,
  externalId: part.externalId,
  state: part.state,
  placedAt: part.placedAt,
  shipBy: part.shipBy ?? null,
  lines: part.lines.map(({ productId = null, variantId = null, ...line }) => ({ ...line, productId, variantId })),
  grossIdr: grossOf(part),
  acknowledgement: {
    by: part.acknowledgeBy ?? null,
    overdue: isOverdue(part, nowMs),
    acknowledged: part.acknowledged ?? null,
  },
});

/** An order as somebody sees it: the parts in their scope, and the buyer only for who sends the goods. */
export const OrderDetailView = z.strictObject({
  orderId: OrderId,
  parts: z.array(OrderView),
  buyer: z
    .strictObject({ name: z.string().nullable(), phone: z.string().nullable(), address: z.string().nullable() })
    .nullable()
    .meta({
      description: 'For the owner of a part while it is on its way, and never later than 90 days; never for officers',
    }),
});

export const buyerView = (buyer: Buyer | undefined): z.infer<typeof OrderDetailView>['buyer'] =>
  buyer === undefined ? null : { name: buyer.name ?? null, phone: buyer.phone ?? null, address: buyer.address ?? null };
