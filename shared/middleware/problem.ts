import type { FieldFault, ProblemCode } from '../domain/problem.ts';

interface Row {
  readonly status: number;
  readonly title: string;
  readonly id: string;
  readonly en: string;
}

/** Status and sentences of every problem. The Bahasa sentence says what to do; it is what people see first. */
export const problems: Readonly<Record<ProblemCode, Row>> = {
  'bad-request': {
    status: 400,
    title: 'Bad request',
    id: 'Ada isian yang belum benar. Perbaiki bagian yang disebut, lalu kirim lagi.',
    en: 'Some fields are wrong. Correct those named below and send again.',
  },
  'malformed-json': {
    status: 400,
    title: 'Malformed JSON',
    id: 'Kiriman tidak terbaca sebagai JSON. Periksa lalu kirim lagi.',
    en: 'The body is not valid JSON. Check it and send again.',
  },
  'body-too-large': {
    status: 413,
    title: 'Body too large',
    id: 'Kiriman terlalu besar (paling banyak 256 kB). Kurangi isinya, lalu kirim lagi.',
    en: 'The body is too large (256 kB at most). Send less.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'Invalid cursor',
    id: 'Halaman lanjutan ini tidak berlaku. Mulai lagi dari halaman pertama.',
    en: 'This cursor is not valid here. Start again from the first page.',
  },
  'not-a-member': {
    status: 403,
    title: 'Not a member',
    id: 'Akun Anda belum terdaftar. Minta petugas dinas mendaftarkan nomor HP atau surel Anda.',
    en: 'You are not registered yet. Ask an officer to add your phone number or e-mail.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    id: 'Peran Anda tidak boleh melakukan ini. Hubungi petugas dinas bila perlu.',
    en: 'Your role may not do this. Ask an officer if you need it.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    id: 'Data ini tidak ada atau bukan wewenang Anda. Periksa lagi, atau minta akses kepada petugas dinas.',
    en: 'There is no such thing, or it is not yours to see. Check again, or ask an officer for access.',
  },
  'if-match-required': {
    status: 428,
    title: 'Precondition required',
    id: 'Buka dulu data terbaru sebelum mengubahnya.',
    en: 'Send If-Match with the etag you looked at.',
  },
  'stale-etag': {
    status: 412,
    title: 'Precondition failed',
    id: 'Data sudah diubah orang lain. Muat ulang, periksa, lalu simpan lagi.',
    en: 'Somebody changed this meanwhile. Reload, check, and save again.',
  },
  'id-taken': {
    status: 409,
    title: 'Id taken',
    id: 'Nomor ini sudah dipakai untuk data lain. Buat data baru dengan nomor baru.',
    en: 'This id is in use for something else. Create with a new id.',
  },
  'identity-fixed': {
    status: 409,
    title: 'Identity fixed',
    id: 'Bagian identitas tidak bisa diganti di sini. Untuk pindah sentra atau tempat produksi, pakai menu Pindah; selain itu hubungi petugas dinas.',
    en: 'What identifies this cannot be changed here. To change sentra or site, transfer it; otherwise ask an officer.',
  },
  'already-enrolled': {
    status: 409,
    title: 'Already enrolled',
    id: 'Usaha dengan NIK dan tempat produksi ini sudah terdaftar. Hubungi petugas dinas untuk pembinaan bersama.',
    en: 'A business with this NIK at this production site is enrolled already. Ask your office about joint coaching.',
  },
  'origin-unexplained': {
    status: 409,
    title: 'Origin unexplained',
    id: 'Tempat produksi di luar kabupaten/kota sentranya. Pindahkan ke sentra yang benar, atau isi alasan pengecualian asal.',
    en: 'The production site is outside the kabupaten/kota of its sentra. Transfer it, or give the reason for an exception.',
  },
  'shops-connected': {
    status: 409,
    title: 'Shops connected',
    id: 'Data yang akan dilepas masih punya toko yang tersambung. Putuskan dahulu tokonya, lalu gabungkan lagi.',
    en: 'The record to be dropped still has connected shops. Disconnect them first, then merge again.',
  },
  'wrong-state': {
    status: 409,
    title: 'Wrong state',
    id: 'Langkah ini belum atau tidak lagi bisa dilakukan pada keadaan sekarang. Muat ulang untuk melihat keadaannya.',
    en: 'This step does not fit the present state. Reload to see it.',
  },
  'wrong-code': {
    status: 409,
    title: 'Wrong code',
    id: 'Kode salah atau sudah tidak berlaku. Minta kode baru, lalu minta pemilik membacakannya.',
    en: 'The code is wrong or no longer valid. Ask for a new one and let the owner read it out.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    id: 'Anda sudah mencapai batas untuk langkah ini. Coba lagi besok, atau minta bantuan petugas dinas.',
    en: 'You have reached the limit of this step. Try again tomorrow, or ask an officer for help.',
  },
  'unknown-region': {
    status: 400,
    title: 'Unknown region',
    id: 'Kode wilayah tidak ada dalam daftar Kemendagri. Pilih wilayah dari daftar.',
    en: 'This region code is not on the official list. Choose one from the list.',
  },
  'shop-already-connected': {
    status: 409,
    title: 'Shop already connected',
    id: 'Toko ini sudah tersambung lewat akun lain. Putuskan sambungan lama dahulu.',
    en: 'This shop is connected through another account. Disconnect that one first.',
  },
  'unknown-marketplace': {
    status: 400,
    title: 'Unknown marketplace',
    id: 'Lokapasar ini belum tersedia. Pilih dari daftar.',
    en: 'This marketplace is not available. Choose one from the list.',
  },
  'authorization-failed': {
    status: 400,
    title: 'Authorization failed',
    id: 'Penyambungan toko gagal atau kedaluwarsa. Mulai lagi dari tombol Sambungkan.',
    en: 'Connecting the shop failed or expired. Start again with Connect.',
  },
  'no-report': {
    status: 404,
    title: 'No report',
    id: 'Impor ini belum selesai, atau semua barisnya masuk. Laporan hanya ada bila ada baris yang ditolak.',
    en: 'This import is not finished, or all of its rows went in. There is a report only when rows were refused.',
  },
  'too-many-photos': {
    status: 409,
    title: 'Too many photos',
    id: 'Foto produk sudah paling banyak. Hapus satu foto dahulu.',
    en: 'This product has as many photos as it may have. Delete one first.',
  },
  'photo-taken': {
    status: 409,
    title: 'Photo taken',
    id: 'Foto dengan nomor ini sudah ada. Unggah foto baru dengan nomor baru.',
    en: 'There is a photo with this id already. Upload with a new id.',
  },
  'photo-not-ready': {
    status: 409,
    title: 'Photo not ready',
    id: 'Foto ini belum selesai diolah atau ditolak. Tunggu sebentar atau ganti foto.',
    en: 'This photo is not ready or was refused. Wait a moment or replace it.',
  },
  'stock-too-low': {
    status: 409,
    title: 'Stock too low',
    id: 'Stok tidak cukup untuk perubahan ini. Periksa jumlah stok.',
    en: 'There is not enough stock for this change. Check the count.',
  },
  'already-listed': {
    status: 409,
    title: 'Already listed',
    id: 'Produk ini sudah tampil atau sedang dikirim di toko ini. Hubungkan produk lain, atau biarkan barang itu.',
    en: 'This product is in the shop already, or on its way there. Link another product, or leave the item alone.',
  },
  'already-linked': {
    status: 409,
    title: 'Already linked',
    id: 'Produk ini sudah dihubungkan dengan barang lain di toko ini. Lepaskan dahulu hubungan itu.',
    en: 'This product is linked with another item of this shop. Undo that link first.',
  },
  'item-has-variants': {
    status: 409,
    title: 'Item has variants',
    id: 'Barang dengan varian belum bisa diimpor. Buat produknya di sini lalu hubungkan, atau biarkan barang itu.',
    en: 'An item with variants cannot be imported. Save the product here and link it, or leave the item alone.',
  },
  'batch-full': {
    status: 409,
    title: 'Batch full',
    id: 'Kuota angkatan sudah penuh. Naikkan kuota, atau pilih angkatan lain.',
    en: 'All seats of this batch are taken. Raise the quota, or choose another batch.',
  },
  'dossier-full': {
    status: 409,
    title: 'Dossier full',
    id: 'Usaha ini sudah menyimpan 60 dokumen. Perbarui dokumen yang ada, jangan tambah yang baru.',
    en: 'This business keeps 60 papers already. Renew one of those instead of adding another.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    id: 'Data sedang diubah bersamaan. Coba lagi.',
    en: 'This is being changed at the same time. Try again.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    id: 'Layanan sedang sibuk. Data Anda aman; coba lagi sebentar.',
    en: 'The service is busy. Nothing is lost; try again shortly.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    id: 'Ada kesalahan di pihak kami. Coba lagi; bila berulang, sebutkan kode ini kepada petugas.',
    en: 'Something went wrong on our side. Try again; if it repeats, tell an officer this code.',
  },
};

export type Language = 'id' | 'en';

/** Bahasa unless English is asked for first. */
export const languageOf = (acceptLanguage: string | undefined): Language =>
  /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'id';

/** RFC 9457 problem document of this API. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly instance?: string;
  readonly errors: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

export const toProblemDocument = (
  code: ProblemCode,
  faults: readonly FieldFault[],
  language: Language,
  instance?: string,
): ProblemDocument => {
  const row = problems[code];
  return {
    type: `urn:e-smart-ikm:problem:${code}`,
    title: row.title,
    status: row.status,
    detail: row[language],
    code,
    ...(instance === undefined ? {} : { instance }),
    errors: faults.map((fault) => ({ path: fault.path, code: fault.code, message: fault.message[language] })),
  };
};
