import type { ListingProblem, Observed } from './listing.ts';

type Say = readonly [id: string, en: string];

const problem = (code: string, path: string, [id, en]: Say, [fixId, fixEn]: Say): ListingProblem => ({
  code,
  path,
  message: { id, en },
  fix: { id: fixId, en: fixEn },
  severity: 'block',
});

/** What keeps a product from being sent anywhere, or an account from being used: the house's own problems. */
export const ownProblems = {
  'ikm-not-verified': problem(
    'ikm-not-verified',
    '',
    ['Usaha ini belum diverifikasi petugas.', 'This business is not verified yet.'],
    ['Ajukan usaha untuk diverifikasi, lalu tunggu keputusan petugas.', 'Submit the business and wait for an officer.'],
  ),
  'ikm-suspended': problem(
    'ikm-suspended',
    '',
    ['Usaha ini sedang dibekukan atau sudah ditutup.', 'This business is suspended or closed.'],
    ['Hubungi petugas dinas untuk memulihkannya.', 'Ask your office to restore it.'],
  ),
  'product-not-approved': problem(
    'product-not-approved',
    '',
    ['Produk ini belum lolos kurasi.', 'This product has not passed curation.'],
    ['Ajukan produk untuk dikurasi, lalu tunggu keputusan petugas.', 'Submit the product and wait for an officer.'],
  ),
  'product-archived': problem(
    'product-archived',
    '',
    ['Produk ini sudah diarsipkan.', 'This product is archived.'],
    ['Buat produk baru bila ingin menjualnya lagi.', 'Create a new product to sell it again.'],
  ),
  'no-photo': problem(
    'no-photo',
    'photos',
    ['Produk ini belum punya foto.', 'This product has no photo.'],
    ['Tambahkan paling sedikit satu foto, lalu ajukan lagi.', 'Add at least one photo and submit again.'],
  ),
  'photo-missing': problem(
    'photo-missing',
    'photos',
    ['Ada foto yang belum selesai diolah, ditolak, atau sudah dihapus.', 'A photo is not ready, refused or deleted.'],
    ['Tunggu sebentar, atau ganti foto itu dan ajukan lagi.', 'Wait a moment, or replace that photo and submit again.'],
  ),
  'offer-missing': problem(
    'offer-missing',
    'offer',
    ['Harga dan stok belum lengkap.', 'Price and stock are incomplete.'],
    ['Lengkapi harga dan stok setiap varian.', 'Give price and stock for every variant.'],
  ),
  reconnect: problem(
    'reconnect',
    'account',
    ['Sambungan ke toko ini terputus.', 'We are no longer connected to this shop.'],
    ['Sambungkan toko lagi dengan tombol Sambungkan.', 'Connect the shop again.'],
  ),
  'account-pending': problem(
    'account-pending',
    'account',
    ['Toko ini belum tersambung.', 'This shop is not connected yet.'],
    ['Selesaikan penyambungan di halaman lokapasar.', "Finish connecting on the marketplace's page."],
  ),
  'account-elsewhere': problem(
    'account-elsewhere',
    'account',
    [
      'Toko ini bukan lagi milik usaha atau sentra produk ini.',
      "This shop is no longer the business's or its sentra's.",
    ],
    ['Pilih toko milik usaha ini atau sentranya.', 'Choose a shop of this business or of its sentra.'],
  ),
  'shop-being-read': problem(
    'shop-being-read',
    'account',
    ['Barang yang sudah dijual toko ini sedang dibaca.', 'What this shop sells already is being read.'],
    ['Tunggu sebentar; setelah selesai produk dikirim sendiri.', 'Wait a moment; then the product is sent by itself.'],
  ),
  'no-consent': problem(
    'no-consent',
    '',
    [
      'Pemilik belum menyetujui produknya ditampilkan, atau sudah menarik persetujuannya.',
      'The owner has not agreed to be published, or withdrew.',
    ],
    [
      'Minta pemilik memilih jual sendiri, atau catat persetujuannya (kode, foto formulir bertanda tangan, atau saksi) di halaman persetujuan.',
      "Let the owner want it live, or record the consent (code, photo of the signed form, or witness) among the IKM's consents.",
    ],
  ),
  'consent-missing': problem(
    'consent-missing',
    'account',
    [
      'Pemilik belum menyetujui penjualan lewat toko bersama ini.',
      'The owner has not agreed to be sold by this joint shop.',
    ],
    ['Minta pemilik atau pendampingnya memberi persetujuan.', 'Ask the owner or their mentor to agree.'],
  ),
  'one-off-elsewhere': problem(
    'one-off-elsewhere',
    'offer/availability',
    ['Barang satu-satunya ini sudah dijual di toko lain.', 'This one-off piece is on sale in another shop already.'],
    [
      'Turunkan dari toko lain itu, atau izinkan dijual di sini juga (allowOneOffHere).',
      'Take it off the other shop, or allow it here too (allowOneOffHere).',
    ],
  ),
  'legal-holder-missing': {
    ...problem(
      'legal-holder-missing',
      'account',
      [
        'Sentra ini belum mencatat badan hukum pemegang toko bersama.',
        'The sentra has not named who holds the joint shop in law.',
      ],
      [
        'Isi koperasi, KUB, atau yayasan pemegangnya pada data sentra.',
        'Name the cooperative or foundation in the sentra.',
      ],
    ),
    severity: 'advice',
  },
  'marketplace-unreachable': problem(
    'marketplace-unreachable',
    '',
    ['Lokapasar sedang tidak bisa dihubungi.', 'The marketplace cannot be reached now.'],
    ['Coba lagi sebentar lagi; data Anda aman.', 'Try again shortly; nothing is lost.'],
  ),
} as const satisfies Readonly<Record<string, ListingProblem>>;

/** Told to the owner when the seller removed the item at the marketplace: it was not created again. */
export const removedThere: ListingProblem = {
  code: 'removed-at-marketplace',
  path: '',
  message: {
    id: 'Produk ini dihapus di lokapasar, jadi kami berhenti menjualnya di sana.',
    en: 'This product was removed at the marketplace, so we stopped selling it there.',
  },
  fix: { id: 'Pilih jual lagi bila ingin menampilkannya kembali.', en: 'Want it live again to list it anew.' },
  severity: 'advice',
};

/** Told when the linked item was removed at the marketplace. */
export const linkedItemGone: ListingProblem = {
  code: 'linked-item-removed',
  path: '',
  message: {
    id: 'Barang toko yang dihubungkan dengan produk ini sudah dihapus di lokapasar.',
    en: 'The shop item that this product was linked with was removed at the marketplace.',
  },
  fix: {
    id: 'Lepaskan hubungannya, lalu pilih jual lagi bila ingin menampilkannya kembali.',
    en: 'Undo the link, then want it live again to list it anew.',
  },
  severity: 'advice',
};

const words = {
  name: ['nama', 'name'],
  description: ['deskripsi', 'description'],
  priceIdr: ['harga', 'price'],
  stock: ['stok', 'stock'],
  sale: ['status jual', 'sale status'],
} as const;

/** What was changed by hand at the marketplace, and what to decide. */
export const handEditProblem = (handEdit: NonNullable<Observed['handEdit']>): ListingProblem => {
  const fields = (['name', 'description', 'priceIdr', 'stock', 'sale'] as const).filter(
    (each) => handEdit[each] !== undefined,
  );
  return {
    code: 'changed-at-marketplace',
    path: fields[0] ?? '',
    message: {
      id: `Ada yang diubah langsung di lokapasar: ${fields.map((each) => words[each][0]).join(', ')}.`,
      en: `Changed by hand at the marketplace: ${fields.map((each) => words[each][1]).join(', ')}.`,
    },
    fix: {
      id: 'Pilih: pakai data kami atau data di lokapasar.',
      en: 'Decide: keep ours or theirs.',
    },
    severity: 'advice',
  };
};
