import * as z from 'zod';
import { IsoInstant } from '../time.ts';

/** How far an IKM came, in the order of the programme; each means "at least once". */
export const funnelSteps = [
  'trained',
  'enrolled',
  'verified',
  'account',
  'approved',
  'listed',
  'live',
  'ordered',
  'reordered',
] as const;
export const FunnelStep = z.enum(funnelSteps);
export type FunnelStep = z.infer<typeof FunnelStep>;

/** When each step was reached first; a step that is missing was not reached. */
export const Reached = z.partialRecord(FunnelStep, IsoInstant);
export type Reached = z.infer<typeof Reached>;

/** What officers call the steps. */
export const stepNames: Readonly<Record<FunnelStep, string>> = {
  trained: 'Dilatih',
  enrolled: 'Terdaftar',
  verified: 'Terverifikasi',
  account: 'Punya toko',
  approved: 'Produk disetujui',
  listed: 'Diajukan tayang',
  live: 'Tayang',
  ordered: 'Pesanan pertama',
  reordered: 'Pesanan ulang',
};

/** What is to be done to reach a step. */
export const stepAdvice: Readonly<Record<FunnelStep, string>> = {
  trained: 'Ikuti satu angkatan pelatihan dan pindai kode hadirnya.',
  enrolled: 'Daftarkan IKM ini.',
  verified: 'Ajukan pendaftaran, lalu tunggu petugas memverifikasinya.',
  account: 'Hubungkan toko di lokapasar, atau ikut toko bersama sentra.',
  approved: 'Lengkapi satu produk, lalu ajukan untuk disetujui petugas.',
  listed: 'Pilih toko tempat produk yang disetujui akan dijual.',
  live: 'Tunggu produk tayang, atau perbaiki masalah yang disebut pada produknya.',
  ordered: 'Produk sudah tayang. Bagikan tautannya agar pesanan pertama datang.',
  reordered: 'Kirim pesanan pertama dengan baik agar pesanan berikutnya datang.',
};
