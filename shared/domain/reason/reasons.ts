import * as z from 'zod';

/** What a reason is given for. */
export const ReasonFor = z.enum([
  'ikm-return',
  'ikm-reject',
  'ikm-suspend',
  'ikm-close',
  'product-return',
  'product-reject',
  'transfer-decline',
]);
type ReasonFor = z.infer<typeof ReasonFor>;

/** A standard reason: what decisions it fits, the field it is about, what the owner reads (and should do). */
interface Reason {
  readonly code: string;
  readonly for: readonly ReasonFor[];
  /** As problems name fields: `owner/nik`. */
  readonly path?: string;
  readonly message: readonly [id: string, en: string];
}

const ikmData = ['ikm-return', 'ikm-reject'] as const satisfies readonly ReasonFor[];
const productContent = ['product-return', 'product-reject'] as const satisfies readonly ReasonFor[];

/** The standard reasons. A code is never given another meaning, as histories keep codes. */
export const reasons: readonly Reason[] = [
  {
    code: 'nik-wrong',
    for: ['ikm-return'],
    path: 'owner/nik',
    message: ['NIK tidak sama dengan KTP. Salin lagi dari KTP.', 'The NIK differs from the identity card.'],
  },
  {
    code: 'owner-name-wrong',
    for: ['ikm-return'],
    path: 'owner/name',
    message: ['Nama pemilik tidak sama dengan KTP. Tulis seperti di KTP.', "The owner's name differs from the card."],
  },
  {
    code: 'owner-unreachable',
    for: ['ikm-return', 'ikm-suspend'],
    path: 'owner/phone',
    message: [
      'Pemilik tidak bisa dihubungi. Perbarui nomor HP atau sebut pendampingnya.',
      'The owner cannot be reached. Update the phone number or name a mentor.',
    ],
  },
  {
    code: 'address-unclear',
    for: ['ikm-return'],
    path: 'address',
    message: [
      'Alamat produksi belum jelas. Tulis jalan, nomor, RT/RW, dan patokannya.',
      'The production address is unclear. Give street, number, RT/RW and a landmark.',
    ],
  },
  {
    code: 'origin-elsewhere',
    for: ikmData,
    path: 'regionCode',
    message: [
      'Tempat produksi di luar wilayah sentra. Pindahkan ke sentra yang benar, atau beri alasan pengecualian.',
      'The production site lies outside the region of its sentra. Transfer it, or give the reason for an exception.',
    ],
  },
  {
    code: 'business-name-wrong',
    for: ['ikm-return'],
    path: 'businessName',
    message: ['Nama usaha tidak sesuai papan nama atau NIB. Perbaiki.', 'The business name differs from sign or NIB.'],
  },
  {
    code: 'commodity-wrong',
    for: ['ikm-return'],
    path: 'komoditas',
    message: ['Komoditas tidak sesuai dengan yang dibuat. Pilih lagi.', 'The komoditas is not what is made there.'],
  },
  {
    code: 'consent-incomplete',
    for: ['ikm-return'],
    path: 'consent',
    message: ['Persetujuan pemilik belum lengkap. Minta lagi.', "The owner's consent is incomplete. Ask again."],
  },
  {
    code: 'not-a-maker',
    for: ['ikm-reject', 'ikm-suspend'],
    message: ['Usaha ini tidak memproduksi sendiri (hanya menjual).', 'This business does not make what it sells.'],
  },
  {
    code: 'enrolled-already',
    for: ['ikm-reject'],
    message: ['Usaha ini sudah terdaftar dengan nomor lain.', 'This business is enrolled already.'],
  },
  {
    code: 'not-operating',
    for: ['ikm-reject', 'ikm-suspend', 'ikm-close'],
    message: ['Usaha tidak berproduksi lagi saat dikunjungi.', 'The business was not producing when visited.'],
  },
  {
    code: 'law-broken',
    for: ['ikm-suspend'],
    message: [
      'Ada dugaan pelanggaran yang sedang diperiksa. Hubungi petugas dinas.',
      'A suspected breach of the law is being looked into. Contact your office.',
    ],
  },
  {
    code: 'owner-asked',
    for: ['ikm-suspend', 'ikm-close'],
    message: ['Atas permintaan pemilik.', 'At the request of the owner.'],
  },
  {
    code: 'photo-blurred',
    for: ['product-return'],
    path: 'photos',
    message: [
      'Foto kabur atau gelap. Foto ulang dengan cahaya siang.',
      'The photo is blurred or dark. Take it again by daylight.',
    ],
  },
  {
    code: 'photo-not-product',
    for: productContent,
    path: 'photos',
    message: ['Foto bukan produk ini. Ganti dengan foto produk sendiri.', 'The photo does not show this product.'],
  },
  {
    code: 'photo-text-overlay',
    for: ['product-return'],
    path: 'photos',
    message: [
      'Foto berisi tulisan, nomor HP, atau bingkai. Pakai foto polos.',
      'The photo carries text, a phone number or a frame. Use a plain one.',
    ],
  },
  {
    code: 'packaging-poor',
    for: ['product-return'],
    path: 'package',
    message: [
      'Kemasan perlu diperbaiki. Tanyakan Rumah Kemasan terdekat kepada petugas.',
      'The packaging needs work. Ask your office for the nearest packaging house.',
    ],
  },
  {
    code: 'price-implausible',
    for: ['product-return'],
    path: 'offer/priceIdr',
    message: ['Harga tampak keliru. Periksa jumlah nol dan satuannya.', 'The price looks wrong. Check zeros and unit.'],
  },
  {
    code: 'name-unclear',
    for: ['product-return'],
    path: 'name',
    message: [
      'Nama produk belum jelas. Sebut jenis, bahan atau rasa, dan ukurannya.',
      'The name is unclear. Say kind, material or taste, and size.',
    ],
  },
  {
    code: 'description-thin',
    for: ['product-return'],
    path: 'description',
    message: [
      'Keterangan terlalu singkat. Ceritakan bahan, ukuran, dan cara pakainya.',
      'The description is too short. Tell of material, size and use.',
    ],
  },
  {
    code: 'claim-forbidden',
    for: productContent,
    path: 'description',
    message: [
      'Ada klaim khasiat yang tidak boleh. Hapus klaim itu.',
      'The text claims effects that must not be claimed. Remove them.',
    ],
  },
  {
    code: 'composition-missing',
    for: ['product-return'],
    path: 'composition',
    message: ['Komposisi belum diisi. Tulis semua bahan.', 'The composition is missing. Name all ingredients.'],
  },
  {
    code: 'legality-missing',
    for: productContent,
    path: 'legality',
    message: [
      'Nomor izin (P-IRT, BPOM, halal, atau SNI) belum ada atau salah. Lengkapi.',
      'A permit (P-IRT, BPOM, halal or SNI) is missing or wrong. Add it.',
    ],
  },
  {
    code: 'category-wrong',
    for: ['product-return'],
    path: 'komoditas',
    message: [
      'Komoditas produk salah. Pilih yang sesuai.',
      'The komoditas of the product is wrong. Choose the right one.',
    ],
  },
  {
    code: 'weight-wrong',
    for: ['product-return'],
    path: 'package/weightGrams',
    message: [
      'Berat atau ukuran paket tampak keliru. Timbang dan ukur lagi.',
      'Weight or size of the parcel looks wrong.',
    ],
  },
  {
    code: 'brand-foreign',
    for: productContent,
    path: 'brand',
    message: ['Merek ini milik orang lain. Pakai merek sendiri.', "This brand is somebody else's. Use your own."],
  },
  {
    code: 'not-own-product',
    for: ['product-reject'],
    message: ['Produk ini bukan buatan sendiri.', 'This product is not made by the IKM.'],
  },
  {
    code: 'product-forbidden',
    for: ['product-reject'],
    message: ['Produk jenis ini tidak boleh dijual di lokapasar.', 'This kind of product must not be sold online.'],
  },
  {
    code: 'product-double',
    for: ['product-reject'],
    message: ['Produk ini sudah ada. Ubah yang lama saja.', 'This product exists already. Change that one.'],
  },
  {
    code: 'place-unconfirmed',
    for: ['transfer-decline'],
    path: 'address',
    message: [
      'Tempat produksi yang baru belum terbukti saat dikunjungi.',
      'The new site was not confirmed by a visit.',
    ],
  },
  {
    code: 'sentra-full',
    for: ['transfer-decline'],
    path: 'sentraId',
    message: ['Sentra ini belum menerima anggota baru.', 'This sentra takes no new members for now.'],
  },
  {
    code: 'goods-differ',
    for: ['transfer-decline'],
    path: 'sentraId',
    message: ['Barang yang dibuat berbeda dengan barang sentra ini.', "Its goods differ from the sentra's."],
  },
];
