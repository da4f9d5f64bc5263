import { createHash } from 'node:crypto';

/** Somebody who can sign in to the local service. What they may do stands in the register, not here. */
export interface DemoUser {
  readonly name: string;
  readonly says: string;
  readonly email?: string;
  readonly phone?: string;
}

export const demoUsers: readonly DemoUser[] = [
  { name: 'kementerian', says: 'petugas Kementerian Perindustrian', email: 'kementerian@demo.ikm.example' },
  { name: 'dinas-jatim', says: 'petugas dinas Jawa Timur', email: 'dinas-jatim@demo.ikm.example' },
  { name: 'dinas-jateng', says: 'petugas dinas Jawa Tengah', email: 'dinas-jateng@demo.ikm.example' },
  { name: 'dinas-lain', says: 'petugas dinas Bali', email: 'dinas-lain@demo.ikm.example' },
  { name: 'pemilik', says: 'pemilik IKM', phone: '+6281200000001' },
  { name: 'pemilik-lain', says: 'pemilik IKM lain', phone: '+6281200000002' },
  { name: 'pendamping', says: 'pendamping IKM', phone: '+6281200000003' },
  { name: 'pendamping-lain', says: 'pendamping IKM lain', phone: '+6281200000004' },
  { name: 'mitra', says: 'mitra lokapasar', email: 'mitra@demo.ikm.example' },
  { name: 'mitra-lain', says: 'mitra lokapasar lain', email: 'mitra-lain@demo.ikm.example' },
  { name: 'tamu', says: 'belum terdaftar', phone: '+6281200000005' },
];

/** The user's id in tokens: the same in every data directory. */
export const subjectOf = ({ name }: DemoUser): string =>
  createHash('sha256')
    .update(`demo user ${name}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

export const findDemoUser = (name: string): DemoUser | undefined => demoUsers.find((user) => user.name === name);
