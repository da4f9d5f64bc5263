/** The shop's shipping channels as Shopee Open Platform v2 logistics.get_channel_list shows them; names as in Indonesia. */
export interface Channel {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  /** 0: a checkout channel, the only kind an item may name; else the checkout channel that it fulfils. */
  readonly maskId: number;
  readonly minKg: number;
  readonly maxKg: number;
  readonly maxSideCm: number;
  readonly maxPrice: number;
}

export const channels: readonly Channel[] = [
  {
    id: 8003,
    name: 'Reguler (Cashless)',
    enabled: true,
    maskId: 0,
    minKg: 0.01,
    maxKg: 50,
    maxSideCm: 200,
    maxPrice: 20_000_000,
  },
  { id: 8006, name: 'Kargo', enabled: true, maskId: 0, minKg: 0.01, maxKg: 300, maxSideCm: 400, maxPrice: 150_000_000 },
  { id: 8005, name: 'Hemat', enabled: true, maskId: 0, minKg: 0.01, maxKg: 5, maxSideCm: 60, maxPrice: 1_000_000 },
  { id: 8007, name: 'Instant', enabled: false, maskId: 0, minKg: 0.01, maxKg: 20, maxSideCm: 70, maxPrice: 10_000_000 },
  {
    id: 80_014,
    name: 'SPX Standard',
    enabled: true,
    maskId: 8003,
    minKg: 0.01,
    maxKg: 50,
    maxSideCm: 200,
    maxPrice: 20_000_000,
  },
  {
    id: 80_016,
    name: 'J&T Express',
    enabled: true,
    maskId: 8003,
    minKg: 0.01,
    maxKg: 50,
    maxSideCm: 200,
    maxPrice: 20_000_000,
  },
  {
    id: 80_021,
    name: 'J&T Cargo',
    enabled: true,
    maskId: 8006,
    minKg: 1,
    maxKg: 300,
    maxSideCm: 400,
    maxPrice: 150_000_000,
  },
];

export const channelById = (id: number): Channel | undefined => channels.find((channel) => channel.id === id);
