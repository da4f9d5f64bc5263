import * as z from 'zod';

/** The nine commodities the e-Smart IKM programme supports, and `digital` for digital creative makers. */
export const Komoditas = z.enum([
  'kosmetik',
  'fesyen',
  'makanan',
  'minuman',
  'kerajinan',
  'mebel',
  'perhiasan',
  'herbal',
  'produk-logam',
  'digital',
]);
export type Komoditas = z.infer<typeof Komoditas>;
