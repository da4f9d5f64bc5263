import * as z from 'zod';

/** What looks doubtful, but is stored: an officer checks it. */
export const IkmWarningCode = z.enum([
  'nik-missing',
  'nik-region-unknown',
  'nik-date-impossible',
  'nik-serial-zero',
  'outside-sentra-region',
]);
export type IkmWarningCode = z.infer<typeof IkmWarningCode>;

const sentences: Readonly<Record<IkmWarningCode, { path: string; id: string; en: string }>> = {
  'nik-missing': {
    path: 'owner/nik',
    id: 'NIK pemilik belum diisi. Lengkapi sebelum diverifikasi.',
    en: "The owner's NIK is missing. Add it before verification.",
  },
  'nik-region-unknown': {
    path: 'owner/nik',
    id: 'Empat angka pertama NIK bukan kode kabupaten/kota yang dikenal. Cocokkan dengan KTP.',
    en: 'The first four digits of the NIK are no known kabupaten/kota. Compare with the identity card.',
  },
  'nik-date-impossible': {
    path: 'owner/nik',
    id: 'Tanggal lahir di dalam NIK tidak mungkin. Cocokkan dengan KTP.',
    en: 'The birth date inside the NIK is impossible. Compare with the identity card.',
  },
  'nik-serial-zero': {
    path: 'owner/nik',
    id: 'Empat angka terakhir NIK biasanya bukan 0000. Cocokkan dengan KTP.',
    en: 'The last four digits of a NIK are not usually 0000. Compare with the identity card.',
  },
  'outside-sentra-region': {
    path: 'regionCode',
    id: 'Tempat produksi berada di luar kabupaten/kota sentranya. Periksa wilayah atau sentranya.',
    en: 'The production site is outside the kabupaten/kota of its sentra. Check the region or the sentra.',
  },
};

export const IkmWarning = z.strictObject({
  path: z.string(),
  code: IkmWarningCode,
  message: z.strictObject({ id: z.string(), en: z.string() }),
});
export type IkmWarning = z.infer<typeof IkmWarning>;

export const toWarning = (code: IkmWarningCode): IkmWarning => {
  const { path, id, en } = sentences[code];
  return { path, code, message: { id, en } };
};
