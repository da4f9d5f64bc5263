import type { Choice } from '../values/choice.ts';

/** The nine commodities and digital goods, with the words of officers' lists. */
export const komoditas: readonly Choice[] = [
  {
    value: 'makanan',
    label: 'Makanan',
    synonyms: [
      'makanan ringan',
      'pangan',
      'camilan',
      'cemilan',
      'snack',
      'kuliner',
      'olahan pangan',
      'keripik',
      'kerupuk',
      'kue',
      'roti',
      'tempe',
      'tahu',
      'sambal',
      'makanan olahan',
      'bakery',
      'food',
    ],
  },
  {
    value: 'minuman',
    label: 'Minuman',
    synonyms: ['minuman ringan', 'kopi', 'teh', 'sari buah', 'sirup', 'jus', 'beverage'],
  },
  {
    value: 'fesyen',
    label: 'Fesyen',
    synonyms: [
      'fashion',
      'fesyen dan aksesori',
      'pakaian',
      'konveksi',
      'batik',
      'tenun',
      'sandang',
      'busana',
      'garmen',
      'tekstil',
      'tas',
      'sepatu',
      'alas kaki',
      'bordir',
      'songket',
      'kulit',
      'sablon',
    ],
  },
  {
    value: 'kerajinan',
    label: 'Kerajinan',
    synonyms: [
      'kerajinan tangan',
      'kriya',
      'handicraft',
      'craft',
      'anyaman',
      'gerabah',
      'keramik',
      'ukiran',
      'kerajinan lainnya',
      'suvenir',
      'souvenir',
      'topeng',
    ],
  },
  {
    value: 'mebel',
    label: 'Mebel',
    synonyms: ['furnitur', 'furniture', 'meubel', 'mebeler', 'furniture kayu', 'rotan', 'perabot'],
  },
  {
    value: 'kosmetik',
    label: 'Kosmetik',
    synonyms: ['kosmetika', 'sabun', 'skincare', 'perawatan tubuh', 'kecantikan'],
  },
  {
    value: 'perhiasan',
    label: 'Perhiasan',
    synonyms: ['aksesoris', 'aksesori', 'perak', 'emas', 'jewelry', 'batu mulia', 'mutiara'],
  },
  {
    value: 'herbal',
    label: 'Herbal',
    synonyms: ['jamu', 'obat tradisional', 'obat bahan alam', 'obat herbal', 'minuman herbal', 'rempah'],
  },
  {
    value: 'produk-logam',
    label: 'Produk logam',
    synonyms: [
      'logam',
      'pandai besi',
      'kerajinan logam',
      'alat rumah tangga logam',
      'las',
      'mesin',
      'pisau',
      'cor logam',
      'komponen logam',
    ],
  },
  {
    value: 'digital',
    label: 'Digital',
    synonyms: ['produk digital', 'aplikasi', 'software', 'konten', 'konten digital', 'animasi', 'desain digital'],
  },
];

/** Forms an owner may have: a person, or what kind of entity. */
export const ownerForm: readonly Choice[] = [
  {
    value: 'person',
    label: 'Perorangan',
    synonyms: ['orang', 'pribadi', 'orang perseorangan', 'perseorangan', 'individu', 'ud', 'usaha perorangan'],
  },
  { value: 'koperasi', label: 'Koperasi', synonyms: ['kop', 'koperasi produsen'] },
  { value: 'kub', label: 'KUB', synonyms: ['kelompok usaha bersama', 'kelompok', 'kelompok usaha', 'kube', 'poktan'] },
  { value: 'yayasan', label: 'Yayasan', synonyms: ['yys'] },
  { value: 'pesantren', label: 'Pesantren', synonyms: ['ponpes', 'pondok pesantren'] },
  { value: 'bumdes', label: 'BUMDes', synonyms: ['bum desa', 'badan usaha milik desa'] },
  { value: 'cv', label: 'CV', synonyms: ['persekutuan komanditer'] },
  { value: 'pt', label: 'PT', synonyms: ['perseroan terbatas', 'pt perorangan', 'perseroan'] },
  { value: 'other', label: 'Badan lain', synonyms: ['badan', 'badan usaha', 'badan hukum', 'lembaga', 'lainnya'] },
];

export const legalBasis: readonly Choice[] = [
  {
    value: 'public-task',
    label: 'Tugas pemerintah',
    synonyms: ['tugas publik', 'tugas', 'pelayanan publik', 'kewenangan'],
  },
  {
    value: 'consent',
    label: 'Persetujuan',
    synonyms: ['persetujuan pemilik', 'setuju', 'ijin pemilik', 'izin pemilik'],
  },
];

export const sentraKind: readonly Choice[] = [
  { value: 'sentra', label: 'Sentra', synonyms: ['sentra ikm', 'klaster', 'kelompok', 'kub'] },
  { value: 'pesantren', label: 'Pesantren', synonyms: ['ponpes', 'pondok pesantren', 'santripreneur', 'pondok'] },
  { value: 'digital', label: 'Digital', synonyms: ['kreatif digital', 'komunitas digital', 'startup'] },
];

export const connectivity: readonly Choice[] = [
  {
    value: 'none',
    label: 'Tidak ada',
    synonyms: ['tidak ada sinyal', 'tanpa sinyal', 'blank spot', 'tidak terjangkau'],
  },
  { value: 'weak', label: 'Lemah', synonyms: ['kurang', 'jelek', 'buruk', '2g', '3g', 'lambat', 'sedang', 'cukup'] },
  { value: 'good', label: 'Baik', synonyms: ['bagus', 'kuat', 'lancar', '4g', '5g', 'fiber', 'cepat', 'stabil'] },
];

export const productKind: readonly Choice[] = [
  { value: 'physical', label: 'Fisik', synonyms: ['barang', 'barang fisik', 'produk fisik'] },
  { value: 'digital', label: 'Digital', synonyms: ['produk digital', 'unduhan', 'file'] },
];

export const availability: readonly Choice[] = [
  {
    value: 'ready',
    label: 'Siap kirim',
    synonyms: ['ready', 'ready stock', 'ready stok', 'tersedia', 'ada', 'siap', 'stok tersedia'],
  },
  {
    value: 'made-to-order',
    label: 'Dibuat sesuai pesanan',
    synonyms: ['po', 'pre order', 'preorder', 'by order', 'pesanan', 'custom', 'sesuai pesanan', 'made to order'],
  },
  { value: 'one-off', label: 'Hanya satu', synonyms: ['satu satunya', 'limited', 'edisi terbatas', 'one off', 'unik'] },
];

/** What a choice's drop-down calls a value; the value itself when it is none of them. */
export const labelOf = (choices: readonly Choice[], value: string): string =>
  choices.find((each) => each.value === value)?.label ?? value;
