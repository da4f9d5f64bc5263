import * as z from 'zod';
import { IsoInstant } from '../time.ts';

/** One message to a partner as it was sent, and what came of it. */
export const KeptDelivery = z.object({
  id: z.string(),
  webhookId: z.string(),
  type: z.string(),
  at: IsoInstant,
  body: z.string(),
  outcome: z.enum(['delivered', 'failed', 'refused']),
  status: z.int().optional(),
  reason: z.string().optional(),
});
export type KeptDelivery = z.infer<typeof KeptDelivery>;

export const DeliveryView = z.strictObject({
  id: z.string().meta({ description: 'Of this try; newer ones sort later' }),
  webhookId: z.string().meta({ description: 'Of the message: the same in every repetition' }),
  type: z.string(),
  at: IsoInstant,
  outcome: z.enum(['delivered', 'failed', 'refused']),
  status: z.int().nullable(),
  reason: z.string().nullable(),
  body: z.string(),
});

export const deliveryView = (delivery: KeptDelivery): z.infer<typeof DeliveryView> => ({
  id: delivery.id,
  webhookId: delivery.webhookId,
  type: delivery.type,
  at: delivery.at,
  outcome: delivery.outcome,
  status: delivery.status ?? null,
  reason: delivery.reason ?? null,
  body: delivery.body,
});
