import type { ConsentPurpose } from './consent.ts';
import type { retentionDays } from './retention.ts';

interface Words {
  readonly id: string;
  readonly en: string;
}

/** Why personal data may be processed: one of the six bases of UU 27/2022, Art. 20(2). */
type Basis = 'consent' | 'contract' | 'legal-duty' | 'public-task';

export const bases: Readonly<Record<Basis, { readonly name: Words; readonly article: string }>> = {
  consent: { name: { id: 'persetujuan', en: 'consent' }, article: 'UU 27/2022 Pasal 20(2)a' },
  contract: { name: { id: 'perjanjian', en: 'contract' }, article: 'UU 27/2022 Pasal 20(2)b' },
  'legal-duty': { name: { id: 'kewajiban hukum', en: 'legal duty' }, article: 'UU 27/2022 Pasal 20(2)c' },
  'public-task': { name: { id: 'tugas pelayanan publik', en: 'public task' }, article: 'UU 27/2022 Pasal 20(2)e' },
};

/** What the house does with personal data, and why it may: the source of the notice and of the processing record (Art. 31). */
export interface Purpose {
  readonly name: string;
  readonly title: Words;
  readonly basis: Basis;
  /** The consent that it rests on. */
  readonly consent?: ConsentPurpose;
  /** The law behind a duty or a task. */
  readonly law?: string;
  readonly data: Words;
  readonly subjects: Words;
  readonly recipients: Words;
  readonly retention: Words;
  /** Where a number of days ends it. */
  readonly days?: keyof typeof retentionDays;
}

export const purposes: readonly Purpose[] = [
  {
    name: 'register',
    title: { id: 'Mencatat dan memverifikasi IKM', en: 'Enrol and verify IKMs' },
    basis: 'public-task',
    law: 'UU 3/2014, PP 29/2018, PP 7/2021',
    data: {
      id: 'nama usaha, nama pemilik, NIK, NIB, NPWP, nomor HP, alamat produksi, ukuran usaha',
      en: 'business and owner name, NIK, NIB, NPWP, phone, production address, size of the business',
    },
    subjects: { id: 'pemilik IKM', en: 'owners of IKMs' },
    recipients: { id: 'dinas pembina dan Kementerian', en: 'the coaching office and the ministry' },
    retention: { id: 'sampai dihapus atas permintaan pemilik', en: 'until erased at the owner’s request' },
  },
  {
    name: 'coaching',
    title: { id: 'Pembinaan, pelatihan, dan pendampingan', en: 'Coaching, training and mentoring' },
    basis: 'public-task',
    law: 'PP 29/2018, Permenperin 64/2016',
    data: {
      id: 'data usaha, kehadiran, catatan pembinaan, berkas legalitas',
      en: 'business data, attendance, coaching notes, legality papers',
    },
    subjects: { id: 'pemilik IKM', en: 'owners of IKMs' },
    recipients: {
      id: 'dinas pembina, pendamping yang disetujui pemilik',
      en: 'the coaching office, mentors the owner agreed to',
    },
    retention: { id: 'sampai dihapus atas permintaan pemilik', en: 'until erased at the owner’s request' },
  },
  {
    name: 'publishing',
    title: {
      id: 'Menayangkan produk di lokapasar dan halaman publik',
      en: 'Show products on marketplaces and public pages',
    },
    basis: 'consent',
    consent: 'publishing',
    data: {
      id: 'nama usaha, produk, foto, sentra dan kabupaten/kota, nomor WhatsApp yang dipilih pemilik',
      en: 'business name, products, photos, sentra and regency, the WhatsApp number the owner chose',
    },
    subjects: { id: 'pemilik IKM', en: 'owners of IKMs' },
    recipients: { id: 'lokapasar, mitra, dan umum', en: 'marketplaces, partners and the public' },
    retention: { id: 'sampai persetujuan ditarik', en: 'until the consent is withdrawn' },
  },
  {
    name: 'messages',
    title: {
      id: 'Mengirim pengingat lewat SMS, WhatsApp, atau surel',
      en: 'Send reminders by SMS, WhatsApp or e-mail',
    },
    basis: 'consent',
    consent: 'messages',
    data: { id: 'nomor HP, surel, isi pengingat', en: 'phone, e-mail, text of the reminder' },
    subjects: { id: 'pemilik IKM dan anggota', en: 'owners and members' },
    recipients: { id: 'penyelenggara pesan', en: 'messaging providers' },
    retention: { id: 'sampai persetujuan ditarik', en: 'until the consent is withdrawn' },
  },
  {
    name: 'orders',
    title: { id: 'Memenuhi pesanan', en: 'Fulfil orders' },
    basis: 'contract',
    data: {
      id: 'nama, nomor HP, dan alamat pembeli; pesanan dan jumlah uangnya',
      en: 'name, phone and address of buyers; orders and their amounts',
    },
    subjects: { id: 'pembeli', en: 'buyers' },
    recipients: { id: 'pemilik IKM yang mengirim barang', en: 'the owner who sends the goods' },
    retention: {
      id: 'data pembeli dihapus setelah pesanan selesai dan batas pengembalian lewat; pesanan tanpa data pembeli disimpan 10 tahun',
      en: 'buyers are erased once an order is finished and may no longer be returned; orders without them are kept 10 years',
    },
  },
  {
    name: 'tax',
    title: { id: 'Menyimpan catatan penjualan untuk pajak', en: 'Keep records of sales for taxes' },
    basis: 'legal-duty',
    law: 'UU KUP Pasal 28(11): 10 tahun',
    data: { id: 'pesanan tanpa data pembeli', en: 'orders without buyers' },
    subjects: { id: 'pemilik IKM', en: 'owners of IKMs' },
    recipients: { id: 'Direktorat Jenderal Pajak bila diminta', en: 'the tax office when it asks' },
    retention: {
      id: '10 tahun, juga setelah penghapusan, tanpa nama pemilik',
      en: '10 years, after an erasure too, without the owner’s name',
    },
  },
  {
    name: 'statistics',
    title: { id: 'Menghitung statistik pembinaan', en: 'Count for statistics' },
    basis: 'public-task',
    law: 'PP 29/2018',
    data: { id: 'komoditas, kabupaten/kota, keadaan; tanpa nama', en: 'komoditas, regency, state; no names' },
    subjects: { id: 'pemilik IKM', en: 'owners of IKMs' },
    recipients: { id: 'umum, sebagai angka', en: 'the public, as figures' },
    retention: { id: 'tanpa batas, karena tidak menyebut orang', en: 'without end, as they name nobody' },
  },
  {
    name: 'audit',
    title: { id: 'Mencatat siapa melihat atau mengubah data', en: 'Write down who saw or changed data' },
    basis: 'legal-duty',
    law: 'UU 27/2022 Pasal 31, 35–39',
    data: { id: 'nomor akun, peran, tindakan, waktu, jaringan asal', en: 'account id, role, action, time, network' },
    subjects: { id: 'anggota yang masuk', en: 'members who sign in' },
    recipients: { id: 'pemilik data, dinas, Kementerian', en: 'the owner of the data, the office, the ministry' },
    retention: { id: '5 tahun', en: '5 years' },
    days: 'audit',
  },
  {
    name: 'copies',
    title: { id: 'Memberi salinan data kepada pemiliknya', en: 'Give people a copy of their data' },
    basis: 'legal-duty',
    law: 'UU 27/2022 Pasal 7, 32',
    data: { id: 'semua data pemilik', en: 'all data of the owner' },
    subjects: { id: 'pemilik IKM', en: 'owners of IKMs' },
    recipients: { id: 'pemilik sendiri', en: 'the owner alone' },
    retention: { id: '7 hari', en: '7 days' },
    days: 'exports',
  },
  {
    name: 'imports',
    title: { id: 'Memasukkan daftar IKM dari berkas dinas', en: 'Take in lists from offices' },
    basis: 'public-task',
    law: 'PP 29/2018',
    data: { id: 'isi berkas yang diunggah dan laporannya', en: 'the file handed in and its report' },
    subjects: { id: 'pemilik IKM', en: 'owners of IKMs' },
    recipients: { id: 'petugas yang mengunggah', en: 'the officer who handed it in' },
    retention: { id: '7 hari', en: '7 days' },
    days: 'imports',
  },
];

/** A transfer abroad and what makes it lawful (UU 27/2022, Art. 56). */
export interface Transfer {
  readonly to: string;
  readonly where: Words;
  readonly data: Words;
  readonly basis: Words;
}

/** Transfers beside those to the marketplaces of the registry. The house itself keeps everything in Jakarta (ap-southeast-3). */
export const otherTransfers: readonly Transfer[] = [
  {
    to: 'Amazon CloudFront',
    where: { id: 'titik jaringan di seluruh dunia', en: 'edges all over the world' },
    data: {
      id: 'halaman dan foto publik; alamat IP pengunjung di catatan akses',
      en: 'public pages and photos; IP addresses of visitors in access logs',
    },
    basis: {
      id: 'data yang diumumkan atas persetujuan pemilik; catatan akses disimpan di Jakarta, perjanjian dengan penyedia (Pasal 56(3))',
      en: 'data published by consent; logs are kept in Jakarta, contract with the provider (Art. 56(3))',
    },
  },
  {
    to: 'WhatsApp Business (Meta)',
    where: { id: 'luar negeri', en: 'abroad' },
    data: { id: 'nomor HP dan isi pengingat, tanpa NIK', en: 'phone and text of a reminder, no NIK' },
    basis: {
      id: 'persetujuan "messages" (Pasal 56(4)); SMS dikirim dari Jakarta',
      en: 'consent “messages” (Art. 56(4)); SMS leaves from Jakarta',
    },
  },
];

/** What goes to a marketplace or to who fetches a feed, and why it may. */
export const toMarketplace = (displayName: string): Transfer => ({
  to: displayName,
  where: { id: 'pusat data lokapasar, dapat di luar negeri', en: 'the marketplace’s data centres, maybe abroad' },
  data: {
    id: 'nama usaha, produk, harga, stok, foto; tanpa NIK, alamat, atau nomor HP pemilik',
    en: 'business name, products, prices, stock, photos; no NIK, address or phone of the owner',
  },
  basis: {
    id: 'persetujuan "publishing" sebelum produk pertama ditayangkan (Pasal 56(4)); berhenti bila ditarik',
    en: 'consent “publishing” before the first product is shown (Art. 56(4)); ends when withdrawn',
  },
});
