import { plainName } from '../../product/questions.ts';
import { SentraBody } from '../../sentra/sentra.ts';
import { choiceColumn, column, rawText } from '../column.ts';
import type { Entry } from '../entry.ts';
import { date } from '../values/date.ts';
import { recordId } from '../values/identifier.ts';
import { count } from '../values/number.ts';
import { phone } from '../values/phone.ts';
import { choose, clear, fill, say, type Repair } from '../values/reading.ts';
import { line, lines } from '../values/text.ts';
import { bodyOf, validator } from './body.ts';
import { connectivity, komoditas, labelOf, sentraKind } from './choices.ts';
import type { Draft, RowKind, World } from './kind.ts';
import { komoditasIn } from './komoditas-in.ts';
import { fullAddress, placeColumnOf, placeColumns, placeGiven, placeInstead, readPlace } from './place-columns.ts';

type SentraEntry = Extract<Entry, { kind: 'sentra' }>;

const columns = [
  column('@id', 'ID', recordId, {
    synonyms: ['id sentra', 'kode sentra'],
    help: 'Kosongkan untuk sentra baru; isi dari hasil ekspor untuk mengubah.',
    isText: true,
  }),
  column('name', 'Nama sentra', line(150), {
    synonyms: [
      'sentra',
      'nama',
      'nama sentra ikm',
      'nama klaster',
      'sentra ikm',
      'nama kelompok/sentra',
      'nama sentra/kelompok',
    ],
    help: 'Nama sentra seperti dikenal orang.',
    examples: ['Contoh: Sentra Keripik Tempe Sanan', 'Contoh: Sentra Batik Druju', 'Contoh: Pesantren An-Nur'],
    required: true,
  }),
  choiceColumn('kind', 'Jenis', sentraKind, {
    synonyms: ['jenis sentra', 'tipe', 'tipe sentra', 'jenis kelompok'],
    help: 'Sentra (bila kosong), Pesantren atau Digital.',
    examples: ['Sentra', 'Sentra', 'Pesantren'],
  }),
  choiceColumn('komoditas', 'Komoditas', komoditas, {
    synonyms: [
      'jenis komoditas',
      'jenis komoditi',
      'komoditi',
      'jenis produk',
      'produk',
      'produk utama',
      'komoditas utama',
      'bidang usaha',
    ],
    help: 'Satu dari sembilan komoditas, atau Digital.',
    examples: ['Makanan', 'Fesyen', 'Makanan'],
    required: true,
  }),
  ...placeColumns,
  column('address', 'Alamat', lines(500), {
    synonyms: ['alamat sentra', 'alamat lengkap', 'lokasi', 'lokasi sentra'],
    help: 'Alamat sentra.',
    examples: ['Jl. Sanan, Purwantoro', 'Desa Druju', 'Jl. Raya Bululawang 5'],
    required: true,
  }),
  column('legalHolder', 'Badan pengelola', line(150), {
    synonyms: ['pengelola', 'badan hukum', 'lembaga pengelola', 'koperasi', 'lembaga'],
    help: 'Koperasi, yayasan atau desa yang memegangnya. Boleh kosong.',
    examples: ['', '', 'Yayasan An-Nur'],
  }),
  column('leader/name', 'Nama ketua', line(150), {
    synonyms: [
      'ketua',
      'ketua sentra',
      'ketua kelompok',
      'nama ketua kelompok',
      'nama ketua sentra',
      'nama pengurus',
      'pengurus',
      'koordinator',
      'kontak person',
      'contact person',
    ],
    help: 'Ketua sentra; disimpan bila No. HP-nya juga ada.',
    examples: ['Siti Aminah', '', ''],
  }),
  column('leader/phone', 'No. HP ketua', phone, {
    synonyms: [
      'hp ketua',
      'telp ketua',
      'no hp',
      'hp',
      'telepon',
      'no telp',
      'kontak',
      'wa ketua',
      'no telepon',
      'no wa',
    ],
    help: 'Nomor HP atau WhatsApp ketua.',
    examples: ['081234567890', '', ''],
    isText: true,
  }),
  choiceColumn('connectivity/level', 'Sinyal internet', connectivity, {
    synonyms: ['internet', 'sinyal', 'jaringan', 'jaringan internet', 'kualitas internet', 'koneksi internet'],
    help: 'Tidak ada, Lemah atau Baik. Boleh kosong.',
    examples: ['Baik', 'Lemah', ''],
  }),
  column('connectivity/downMbps', 'Kecepatan internet', count(0, 100_000, ['Kecepatan internet', 'The speed']), {
    synonyms: ['kecepatan unduh', 'kecepatan', 'download'],
    help: 'Mbps ke bawah, angka bulat. Boleh kosong.',
  }),
  column('connectivity/surveyedAt', 'Tanggal survei internet', date, {
    synonyms: ['tanggal survei', 'tgl survei'],
    help: 'Kapan sinyal diperiksa. Boleh kosong.',
  }),
  column('@programme', 'Program', line(150), {
    synonyms: ['nama program', 'program pembinaan', 'program kemenperin'],
    help: 'Program yang pernah diikuti. Boleh kosong.',
    examples: ['e-Smart IKM', '', ''],
  }),
  column('@programme-year', 'Tahun program', count(1945, 2100, ['Tahun program', 'The year']), {
    synonyms: ['tahun', 'tahun pembinaan'],
    help: 'Tahun program itu.',
    examples: ['2018', '', ''],
  }),
  column('@programme-state', 'Status program', line(50), {
    synonyms: ['status', 'keterangan program'],
    help: 'Misalnya selesai. Boleh kosong.',
    examples: ['selesai', '', ''],
  }),
];

const validate = validator(SentraBody, placeColumnOf);

const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const programmesOf = ({ values }: Draft): readonly object[] | undefined => {
  const { '@programme': name, '@programme-year': year, '@programme-state': state = 'tercatat' } = values;
  return name === undefined || year === undefined ? undefined : [{ name, year, state }];
};

const finish = (draft: Draft, world: World): SentraEntry | undefined => {
  const { values } = draft;
  const regionCode = readPlace(draft, world, undefined);
  const surveyed = string(values['connectivity/surveyedAt']);
  const hasLeader = values['leader/name'] !== undefined && values['leader/phone'] !== undefined;
  const hasLevel = values['connectivity/level'] !== undefined;
  if (!hasLeader && (values['leader/name'] !== undefined || values['leader/phone'] !== undefined)) {
    draft.advise('leader/phone', {
      code: 'leader-incomplete',
      message: say('Ketua disimpan bila nama dan No. HP-nya ada.', 'A leader needs a name and a phone.'),
      repair: { do: 'explain', text: say('Lengkapi nama dan No. HP ketua', 'Give name and phone') },
    });
  }
  const body = bodyOf({
    ...values,
    regionCode,
    kind: values['kind'] ?? 'sentra',
    address: fullAddress(draft),
    'leader/name': hasLeader ? values['leader/name'] : undefined,
    'leader/phone': hasLeader ? values['leader/phone'] : undefined,
    'connectivity/downMbps': hasLevel ? values['connectivity/downMbps'] : undefined,
    'connectivity/surveyedAt': hasLevel && surveyed !== undefined ? `${surveyed}T00:00:00.000Z` : undefined,
    programmes: programmesOf(draft),
  });
  const valid = validate(body, draft);
  if (valid === undefined) return undefined;
  world.remember('@region', valid.regionCode);
  const id = string(values['@id']);
  return { kind: 'sentra', ...(id !== undefined && { id }), body: valid };
};

const instead = (key: string, draft: Draft, world: World): Repair | undefined => {
  const { values } = draft;
  switch (key) {
    case 'name': {
      const parts = [labelOf(komoditas, string(values['komoditas']) ?? ''), string(values['address'])];
      const known = parts.filter((part) => part !== undefined && part !== '');
      return known.length === 0 ? { do: 'delete-row' } : fill(['Sentra', ...known].join(' ').slice(0, 150));
    }
    case 'komoditas': {
      const label = komoditasIn(string(values['name']) ?? '');
      return label === undefined ? choose(komoditas.map((each) => each.label)) : fill(label);
    }
    case '@region':
      return placeInstead(draft, world, undefined);
    case 'address':
      return fill(`${rawText(values['@region']) ?? string(values['name']) ?? 'Alamat'} (alamat belum lengkap)`);
    default:
      return clear;
  }
};

/** Rows of sentras. */
export const sentraRows: RowKind<SentraEntry> = {
  kind: 'sentra',
  columns,
  intro: ['Satu baris untuk satu sentra. Isi kolom bertanda * lebih dulu; kolom lain boleh kosong.'],
  finish,
  instead,
  given: placeGiven,
  traits: ({ body: { name, regionCode } }) => [
    {
      key: `${plainName(name)}|${regionCode.slice(0, 5)}`,
      column: 'name',
      word: 'Sentra',
      repair: { do: 'delete-row' },
    },
  ],
};
