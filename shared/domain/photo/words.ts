import type { PhotoAdvice, PhotoReason } from './photo.ts';

interface Sentence {
  readonly id: string;
  readonly en: string;
}

/** What a refusal or advice says to the owner: what is wrong, and what to do. */
export const photoWords: Readonly<Record<PhotoReason | PhotoAdvice, Sentence>> = {
  'photo-empty': { id: 'Berkas foto kosong. Unggah ulang.', en: 'The file is empty. Upload it again.' },
  'photo-too-large': {
    id: 'Foto lebih dari 12 MB. Perkecil lalu unggah foto baru.',
    en: 'The photo is over 12 MB. Make it smaller and upload a new one.',
  },
  'photo-too-many-pixels': {
    id: 'Ukuran foto lebih dari 50 megapiksel. Perkecil lalu unggah foto baru.',
    en: 'The photo has more than 50 megapixels. Make it smaller and upload a new one.',
  },
  'photo-not-an-image': {
    id: 'Berkas ini bukan foto. Kirim foto JPEG, PNG, atau WebP.',
    en: 'This file is not a photo. Send a JPEG, PNG or WebP photo.',
  },
  'photo-type-heic': {
    id: 'Foto HEIC belum bisa dipakai. Atur kamera HP ke JPEG (“paling kompatibel”), lalu unggah foto baru.',
    en: 'HEIC photos cannot be used. Set the camera to JPEG (“most compatible”) and upload a new one.',
  },
  'photo-type-gif': {
    id: 'Gambar GIF tidak bisa dipakai. Kirim foto JPEG, PNG, atau WebP.',
    en: 'GIF images cannot be used. Send a JPEG, PNG or WebP photo.',
  },
  'photo-type-svg': {
    id: 'Gambar SVG tidak bisa dipakai. Kirim foto JPEG, PNG, atau WebP.',
    en: 'SVG images cannot be used. Send a JPEG, PNG or WebP photo.',
  },
  'photo-type-pdf': {
    id: 'Ini berkas PDF, bukan foto. Foto produknya langsung, lalu unggah.',
    en: 'This is a PDF, not a photo. Take a photo of the product and upload that.',
  },
  'photo-unreadable': {
    id: 'Foto rusak atau terpotong saat dikirim. Unggah foto baru.',
    en: 'The photo is damaged or was cut off. Upload a new one.',
  },
  'photo-replaced': {
    id: 'Foto ini terkirim dua kali dengan isi berbeda. Unggah foto baru.',
    en: 'Two different files came for this photo. Upload a new one.',
  },
  'photo-not-fetched': {
    id: 'Foto ini tidak bisa diambil dari toko. Unggah foto baru.',
    en: 'This photo could not be fetched from the shop. Upload a new one.',
  },
  'photo-small': {
    id: 'Foto agak kecil. Foto dengan sisi 1.200 piksel atau lebih terlihat lebih jelas.',
    en: 'The photo is rather small. One of 1,200 pixels or more looks clearer.',
  },
  'photo-dark': {
    id: 'Foto agak gelap. Coba foto di dekat jendela pada siang hari.',
    en: 'The photo is rather dark. Try near a window by day.',
  },
  'photo-blurred': {
    id: 'Foto agak kabur. Pegang HP dengan tenang dan sentuh layar pada produknya.',
    en: 'The photo is rather blurred. Hold the phone still and tap on the product.',
  },
};
