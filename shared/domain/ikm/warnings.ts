import * as z from 'zod';
import { isPlausiblePostalCode } from '../region/postal-code.ts';
import { kbliDoubt, tradeOf, type Kbli } from './kbli.ts';

/** What looks doubtful, but is stored: an officer checks it. */
export const IkmWarningCode = z.enum([
  'nik-missing',
  'nik-region-unknown',
  'nik-date-impossible',
  'nik-serial-zero',
  'outside-sentra-region',
  'origin-excepted',
  'self-enrolled',
  'nib-missing',
  'postal-code-elsewhere',
  'kbli-unknown',
  'kbli-outdated',
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
    id: 'Tempat produksi berada di luar kabupaten/kota sentranya. Periksa wilayah atau sentranya, atau isi alasan pengecualian asal.',
    en: 'The production site is outside the kabupaten/kota of its sentra. Check the region or the sentra, or give the reason for an exception.',
  },
  'origin-excepted': {
    path: 'originException',
    id: 'Tempat produksi di luar kabupaten/kota sentranya, dengan alasan. Timbang alasannya saat verifikasi.',
    en: 'The production site is outside the kabupaten/kota of its sentra, for a reason that is given. Weigh it when verifying.',
  },
  'self-enrolled': {
    path: 'owner',
    id: 'Didaftarkan sendiri oleh pemilik lewat kode QR sentra. Cocokkan dengan KTP dan tempat produksinya.',
    en: 'Enrolled by the owner through the QR code of the sentra. Compare with the identity card and the site.',
  },
  'nib-missing': {
    path: 'nib',
    id: 'NIB belum ada. Usaha mikro dan kecil bisa mengurusnya gratis di https://oss.go.id, lalu isi di sini.',
    en: 'There is no NIB yet. Small firms get one free of charge at https://oss.go.id; then enter it here.',
  },
  'postal-code-elsewhere': {
    path: 'postalCode',
    id: 'Angka pertama kode pos tidak lazim untuk provinsi ini. Periksa kode pos atau wilayahnya.',
    en: 'The first digit of the postal code is unusual for this province. Check the code or the region.',
  },
  'kbli-unknown': {
    path: 'kbli',
    id: 'Kode KBLI ini tidak ada dalam daftar kode komoditas IKM. Cocokkan dengan NIB di https://oss.go.id.',
    en: 'This KBLI code is not among those of our commodities. Compare it with the NIB at https://oss.go.id.',
  },
  'kbli-outdated': {
    path: 'kbli',
    id: 'KBLI 2020 sudah diganti KBLI 2025. Cari kode barunya di https://oss.go.id.',
    en: 'KBLI 2020 was replaced by KBLI 2025. Look the new code up at https://oss.go.id.',
  },
};

export const IkmWarning = z.strictObject({
  path: z.string(),
  code: IkmWarningCode,
  message: z.strictObject({ id: z.string(), en: z.string() }),
});
export type IkmWarning = z.infer<typeof IkmWarning>;

interface Doubted {
  readonly kbli?: Kbli | undefined;
  readonly nib?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly regionCode: string;
}

/** A stored doubt as it is shown. */
export const toWarning = (code: IkmWarningCode): IkmWarning => {
  const { path, id, en } = sentences[code];
  return { path, code, message: { id, en } };
};

const kbliWarning = (kbli: Kbli, day: string): IkmWarning[] => {
  const code = kbliDoubt(kbli, day);
  if (code === undefined) return [];
  const warning = toWarning(code);
  const trade = tradeOf(kbli);
  if (code !== 'kbli-outdated' || trade === undefined) return [warning];
  const message = {
    id: `KBLI 2020 sudah diganti KBLI 2025. Kode barunya ${trade.code2025} (${trade.name}).`,
    en: `KBLI 2020 was replaced by KBLI 2025. The new code is ${trade.code2025}.`,
  };
  return [{ ...warning, message }];
};

/** Advice that follows from what is stored, on `day` (`YYYY-MM-DD`): it is never stored itself and never blocks. */
export const adviceOn = ({ kbli, nib, postalCode, regionCode }: Doubted, day: string): IkmWarning[] => [
  ...(nib === undefined ? [toWarning('nib-missing')] : []),
  ...(postalCode === undefined || isPlausiblePostalCode(postalCode, regionCode)
    ? []
    : [toWarning('postal-code-elsewhere')]),
  ...(kbli === undefined ? [] : kbliWarning(kbli, day)),
];
