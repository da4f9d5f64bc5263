import * as z from 'zod';

/** The same five digits mean different things in the two schemes, so the scheme always stands beside them. */
export const Kbli = z.strictObject({ scheme: z.enum(['2020', '2025']), code: z.string().regex(/^\d{5}$/) });
export type Kbli = z.infer<typeof Kbli>;

/** One trade that our commodities need. */
interface Trade {
  /** Code of KBLI 2025 (Peraturan BPS 7/2025). */
  readonly code2025: string;
  /** Code of KBLI 2020 (Peraturan BPS 2/2020), where it is known. */
  readonly code2020?: string;
  readonly name: string;
}

/**
 * The trades of our commodities, made by hand: there is no official conversion table as data, and a code alone tells nothing
 * across schemes (11040 was soft drinks and is malt now).
 */
const trades: readonly Trade[] = [
  { code2025: '10307', code2020: '10391', name: 'tempe' },
  { code2025: '10308', code2020: '10392', name: 'tahu' },
  { code2025: '10710', name: 'roti dan kue' },
  { code2025: '10761', name: 'kopi' },
  { code2025: '10762', code2020: '10763', name: 'teh' },
  { code2025: '10792', name: 'kue basah' },
  { code2025: '10794', code2020: '10794', name: 'kerupuk dan keripik' },
  { code2025: '11053', code2020: '11040', name: 'minuman ringan' },
  { code2025: '13122', name: 'tenun bukan mesin' },
  { code2025: '13133', code2020: '13134', name: 'kain batik' },
  { code2025: '14111', name: 'pakaian jadi' },
  { code2025: '15121', name: 'koper dan tas' },
  { code2025: '16291', name: 'anyaman rotan dan bambu' },
  { code2025: '16293', name: 'ukiran kayu' },
  { code2025: '20232', code2020: '20232', name: 'kosmetik' },
  { code2025: '21022', code2020: '21022', name: 'obat bahan alam (jamu)' },
  { code2025: '23932', name: 'keramik rumah tangga' },
  { code2025: '25931', name: 'perkakas tangan' },
  { code2025: '31011', code2020: '31001', name: 'furnitur kayu' },
  { code2025: '31012', name: 'furnitur rotan dan bambu' },
  { code2025: '32112', name: 'perhiasan logam mulia' },
  { code2025: '32120', name: 'perhiasan imitasi' },
  { code2025: '32903', name: 'kerajinan lain' },
];

/** First day on which a KBLI 2020 code is out of date: users had six months from December 2025 to align (BPS 7/2025). */
const outdatedFrom = '2026-07-01';

/** The KBLI 2025 trade that a code stands for, where it is known. */
export const tradeOf = ({ scheme, code }: Kbli): { readonly code2025: string; readonly name: string } | undefined =>
  trades.find((trade) => (scheme === '2025' ? trade.code2025 : trade.code2020) === code);

/** What is to be said of a code on `day` (`YYYY-MM-DD`); never more than advice. */
export const kbliDoubt = (kbli: Kbli, day: string): 'kbli-outdated' | 'kbli-unknown' | undefined => {
  if (kbli.scheme === '2020' && day >= outdatedFrom) return 'kbli-outdated';
  return tradeOf(kbli) === undefined ? 'kbli-unknown' : undefined;
};
