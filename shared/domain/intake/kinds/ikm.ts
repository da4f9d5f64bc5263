import { siteOf } from '../../identity/site.ts';
import { IkmBody } from '../../ikm/ikm.ts';
import { plainName } from '../../product/questions.ts';
import { regionNameOf } from '../../region/region-names.ts';
import { choiceColumn, column, raw, rawText } from '../column.ts';
import type { Entry } from '../entry.ts';
import { date } from '../values/date.ts';
import { kbli, nib, nik, npwp, postalCode, recordId } from '../values/identifier.ts';
import { count, money } from '../values/number.ts';
import { phone } from '../values/phone.ts';
import { choose, clear, fill, say, type Repair } from '../values/reading.ts';
import { line, lines } from '../values/text.ts';
import { bodyOf, validator } from './body.ts';
import { komoditas, labelOf, legalBasis, ownerForm } from './choices.ts';
import type { Draft, Known, RowKind, World } from './kind.ts';
import { komoditasIn } from './komoditas-in.ts';
import { fullAddress, placeColumnOf, placeColumns, placeGiven, placeInstead, readPlace } from './place-columns.ts';

type IkmEntry = Extract<Entry, { kind: 'ikm' }>;

const most = 1_000_000_000_000_000;

const columns = [
  column('@id', 'ID', recordId, {
    synonyms: ['id ikm', 'ikm id', 'ikmid', 'kode ikm'],
    help: 'Kosongkan untuk IKM baru; isi dari hasil ekspor untuk mengubah.',
    isText: true,
  }),
  column('businessName', 'Nama usaha', line(150), {
    synonyms: [
      'nama ikm',
      'merk/usaha',
      'merek/usaha',
      'usaha',
      'nama perusahaan',
      'nama umkm',
      'nama industri',
      'nama unit usaha',
      'ikm',
      'nama toko',
      'nama usaha/merek',
      'perusahaan',
      'nama usaha ikm',
      'unit usaha',
    ],
    help: 'Nama usaha seperti dikenal pembeli.',
    examples: ['Contoh: Keripik Tempe Bu Siti', 'Contoh: Batik Sekar Jagad', 'Contoh: Koperasi Keramik Dinoyo'],
    required: true,
  }),
  column('owner/name', 'Nama pemilik', line(150), {
    synonyms: [
      'pemilik',
      'nama',
      'nama pengusaha',
      'nama lengkap',
      'penanggung jawab',
      'nama penanggung jawab',
      'pengusaha',
      'nama pelaku usaha',
      'nama pimpinan',
      'pelaku usaha',
      'nama owner',
      'owner',
    ],
    help: 'Nama orang seperti pada KTP, atau nama badan.',
    examples: ['Siti Aminah', 'Sri Rahayu', 'Koperasi Keramik Dinoyo'],
    required: true,
  }),
  choiceColumn('@owner-form', 'Jenis pemilik', ownerForm, {
    synonyms: ['bentuk usaha', 'badan usaha', 'jenis badan usaha', 'bentuk badan usaha', 'status pemilik'],
    help: 'Perorangan (bila kosong), atau badan apa.',
    examples: ['Perorangan', 'Perorangan', 'Koperasi'],
  }),
  column('owner/contactPerson', 'Penanggung jawab badan', line(150), {
    synonyms: ['penanggung jawab lembaga', 'ketua koperasi', 'kontak badan', 'pimpinan badan'],
    help: 'Bila pemiliknya badan: siapa yang dihubungi.',
    examples: ['', '', 'Ahmad Hidayat'],
  }),
  column('owner/nik', 'NIK', nik, {
    synonyms: [
      'nik pemilik',
      'no ktp',
      'nomor nik',
      'nomor ktp',
      'no nik',
      'ktp',
      'nomor induk kependudukan',
      'no ktp/nik',
      'nik/ktp',
      'no ktp pemilik',
    ],
    help: '16 angka pada KTP. Boleh kosong dulu; lengkapi sebelum verifikasi.',
    examples: ['3573014101900001', '', ''],
    isText: true,
  }),
  column('owner/phone', 'No. HP', phone, {
    synonyms: [
      'hp',
      'no hp/wa',
      'telp',
      'no telepon',
      'telepon',
      'nomor hp',
      'no wa',
      'wa',
      'whatsapp',
      'nomor telepon',
      'no handphone',
      'handphone',
      'no telp',
      'kontak',
      'nomor wa',
      'no whatsapp',
      'nomor whatsapp',
      'no telp/hp',
      'telp/hp',
      'no hp pemilik',
      'no kontak',
      'nomor kontak',
    ],
    help: 'Nomor HP atau WhatsApp pemilik, mulai dengan 08.',
    examples: ['0812 3456 7890', '081298765432', ''],
    isText: true,
  }),
  column('owner/contactVia', 'Dihubungi lewat', line(150), {
    synonyms: ['kontak lewat', 'melalui', 'nama pendamping', 'pendamping', 'kontak pendamping'],
    help: 'Untuk pemilik tanpa HP: lewat siapa ia dihubungi.',
    examples: ['', '', 'Pendamping Bu Rina'],
  }),
  column('nib', 'NIB', nib, {
    synonyms: ['no nib', 'nomor nib', 'nomor induk berusaha', 'nib oss', 'nib usaha'],
    help: '13 angka dari OSS. Boleh kosong bila belum ada.',
    examples: ['0220001234567', '', ''],
    isText: true,
  }),
  column('npwp', 'NPWP', npwp, {
    synonyms: ['no npwp', 'nomor npwp', 'nomor pokok wajib pajak'],
    help: '15 atau 16 angka. Boleh kosong.',
    isText: true,
  }),
  column('kbli', 'KBLI', kbli, {
    synonyms: ['kode kbli', 'no kbli', 'kbli usaha', 'nomor kbli'],
    help: 'Lima angka dan tahunnya: 10794 (2025) atau 10794 (2020).',
    examples: ['10794 (2025)', '', ''],
    isText: true,
  }),
  choiceColumn('komoditas', 'Komoditas', komoditas, {
    synonyms: [
      'jenis komoditas',
      'jenis komoditi',
      'komoditi',
      'jenis produk',
      'jenis usaha',
      'bidang usaha',
      'kelompok komoditas',
      'cabang industri',
      'kategori',
      'jenis industri',
      'sektor',
      'bidang',
    ],
    help: 'Satu dari sembilan komoditas, atau Digital.',
    examples: ['Makanan', 'Fesyen', 'Kerajinan'],
    required: true,
  }),
  column('@sentra', 'Sentra', raw, {
    synonyms: [
      'nama sentra',
      'sentra ikm',
      'id sentra',
      'nama sentra ikm',
      'klaster',
      'kelompok sentra',

      'nama kelompok/sentra',
    ],
    help: 'Nama sentra yang sudah terdaftar; kosong bila tidak di dalam sentra.',
    examples: ['', '', ''],
  }),
  ...placeColumns,
  column('address', 'Alamat produksi', lines(500), {
    synonyms: [
      'alamat',
      'alamat usaha',
      'alamat lengkap',
      'alamat tempat produksi',
      'alamat pabrik',
      'alamat ikm',
      'lokasi',
      'lokasi usaha',
      'alamat tempat usaha',
      'jalan',
      'alamat perusahaan',
    ],
    help: 'Jalan, nomor, RT/RW tempat produksi.',
    examples: ['Jl. Sanan No. 12 RT 03/RW 15', 'Dusun Krajan RT 02/RW 01', 'Jl. MT Haryono 21'],
    required: true,
  }),
  column('originException/reason', 'Alasan di luar sentra', lines(500), {
    synonyms: ['alasan di luar wilayah', 'alasan pengecualian asal', 'alasan lokasi'],
    help: 'Bila tempat produksi di luar kabupaten/kota sentranya: mengapa.',
  }),
  column('postalCode', 'Kode pos', postalCode, {
    synonyms: ['kodepos', 'pos'],
    help: 'Lima angka. Boleh kosong.',
    examples: ['65122', '', ''],
    isText: true,
  }),
  column('workers', 'Jumlah tenaga kerja', count(0, 100_000, ['Jumlah tenaga kerja', 'The number of workers']), {
    synonyms: [
      'tenaga kerja',
      'tk',
      'jumlah tk',
      'jumlah karyawan',
      'karyawan',
      'jml tenaga kerja',
      'jumlah pekerja',
      'jml tk',
      'pekerja',
      'jumlah naker',
      'naker',
    ],
    help: 'Banyaknya orang yang bekerja, dengan pemilik.',
    examples: ['4', '7', '25'],
  }),
  column('investmentIdr', 'Nilai investasi', money(0, most, ['Nilai investasi', 'The investment']), {
    synonyms: ['investasi', 'nilai investasi mesin', 'jumlah investasi', 'nilai aset'],
    help: 'Rupiah, tanpa tanah dan bangunan.',
    examples: ['Rp15.000.000', '25 juta', 'Rp250.000.000'],
  }),
  column('capitalIdr', 'Modal usaha', money(0, most, ['Modal usaha', 'The capital']), {
    synonyms: ['modal', 'jumlah modal', 'nilai modal', 'modal awal'],
    help: 'Rupiah, tanpa tanah dan bangunan.',
    examples: ['Rp40.000.000', '', ''],
  }),
  column('annualSalesIdr', 'Omzet setahun', money(0, most, ['Omzet', 'Sales']), {
    synonyms: [
      'omzet',
      'omset',
      'omzet per tahun',
      'penjualan setahun',
      'omset setahun',
      'nilai penjualan',
      'omzet tahunan',
      'omset per tahun',
      'penjualan per tahun',
      'nilai produksi',
    ],
    help: 'Rupiah dalam satu tahun.',
    examples: ['Rp120.000.000', '90 juta', ''],
  }),
  choiceColumn('legalBasis', 'Dasar hukum', legalBasis, {
    synonyms: ['dasar pemrosesan', 'dasar data', 'dasar pengolahan data'],
    help: 'Tugas pemerintah (bila kosong) atau Persetujuan.',
    examples: ['Tugas pemerintah', 'Persetujuan', ''],
  }),
  column('consent/at', 'Tanggal persetujuan', date, {
    synonyms: ['tgl persetujuan', 'persetujuan tanggal'],
    help: 'Bila dasar hukumnya persetujuan: tanggal pemilik setuju.',
    examples: ['', '17/08/2026', ''],
  }),
  column('consent/by', 'Persetujuan oleh', line(150), {
    synonyms: ['disetujui oleh', 'pemberi persetujuan'],
    help: 'Siapa yang menyetujui; bila kosong, pemilik.',
  }),
  column('consent/version', 'Versi persetujuan', line(50), {
    synonyms: ['nomor lembar persetujuan', 'lembar persetujuan'],
    help: 'Versi lembar persetujuan yang ditandatangani.',
  }),
];

const validate = validator(IkmBody, (path) => {
  if (path.startsWith('kbli')) return 'kbli';
  // the only rule about it: a person has none
  if (path === 'owner/kind') return 'owner/contactPerson';
  return path === 'consent' ? 'legalBasis' : placeColumnOf(path);
});

const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The sentra that a row is in: the one it names, else the one the file is for. */
const readSentra = (draft: Draft, world: World): Known | undefined => {
  const text = rawText(draft.values['@sentra']);
  if (text === undefined) return world.sentra;
  const found = world.directory.sentra(text);
  if (typeof found === 'object') return found;
  const message =
    found === 'several'
      ? say(`Ada beberapa sentra “${text}”. Tulis ID-nya, atau kosongkan.`, `There are several sentras “${text}”.`)
      : say(
          `Sentra “${text}” belum terdaftar di wilayah Anda. Daftarkan dulu, atau kosongkan; IKM dapat dimasukkan ke sentra nanti.`,
          `There is no sentra “${text}” in your scope.`,
        );
  draft.fault('@sentra', { code: found === 'several' ? 'sentra-ambiguous' : 'unknown-sentra', message, repair: clear });
  return undefined;
};

const finish = (draft: Draft, world: World): IkmEntry | undefined => {
  const { values } = draft;
  const sentra = readSentra(draft, world);
  const regionCode = readPlace(draft, world, sentra);
  const id = string(values['@id']);
  if (
    id === undefined &&
    (string(values['owner/nik'])?.includes('•') === true || string(values['owner/phone'])?.includes('•') === true)
  ) {
    const key = string(values['owner/nik'])?.includes('•') === true ? 'owner/nik' : 'owner/phone';
    const message = say('Tanda • hanya boleh pada baris dengan ID, dan berarti tidak diubah.', 'A mask needs an ID.');
    draft.fault(key, { code: 'masked', message, repair: clear });
  }
  const consentAt = string(values['consent/at']);
  const form = values['@owner-form'] ?? 'person';
  const body = bodyOf({
    ...values,
    sentraId: sentra?.id,
    regionCode,
    address: fullAddress(draft),
    komoditas: values['komoditas'] ?? world.sentra?.komoditas,
    legalBasis: values['legalBasis'] ?? (consentAt === undefined ? 'public-task' : 'consent'),
    'owner/kind': form === 'person' ? 'person' : 'entity',
    'owner/entityType': form === 'person' ? undefined : form,
    'consent/at': consentAt === undefined ? undefined : `${consentAt}T00:00:00.000Z`,
    'consent/by': consentAt === undefined ? undefined : (values['consent/by'] ?? values['owner/name']),
    'consent/version': consentAt === undefined ? undefined : (values['consent/version'] ?? '1'),
  });
  const valid = validate(body, draft);
  if (valid === undefined) return undefined;
  world.remember('@region', valid.regionCode);
  if (valid.owner.phone === undefined && valid.owner.contactVia === undefined) {
    draft.advise('owner/phone', {
      code: 'phone-missing',
      message: say(
        'Pemilik belum dapat dihubungi. Lengkapi No. HP, atau lewat siapa ia dihubungi.',
        'The owner cannot be reached yet.',
      ),
      repair: { do: 'explain', text: say('Lengkapi No. HP atau "Dihubungi lewat"', 'Add a phone number') },
    });
  }
  return { kind: 'ikm', ...(id !== undefined && { id }), body: valid };
};

const instead = (key: string, draft: Draft, world: World): Repair | undefined => {
  const { values } = draft;
  const [business, owner] = [string(values['businessName']), string(values['owner/name'])];
  const text = rawText(values['@sentra']);
  const named = text === undefined ? world.sentra : world.directory.sentra(text);
  const sentra = typeof named === 'object' ? named : undefined;
  switch (key) {
    case 'businessName':
      return owner === undefined ? { do: 'delete-row' } : fill(`Usaha ${owner}`.slice(0, 150));
    case 'owner/name':
      return business === undefined ? { do: 'delete-row' } : fill(`Pemilik ${business}`.slice(0, 150));
    case 'komoditas': {
      const label =
        sentra?.komoditas === undefined ? komoditasIn(business ?? '') : labelOf(komoditas, sentra.komoditas);
      return label === undefined ? choose(komoditas.map((each) => each.label)) : fill(label);
    }
    case '@region':
      return placeInstead(draft, world, sentra);
    case 'address': {
      const code = sentra?.regionCode ?? world.before('@region').at(-1);
      const place = sentra?.name ?? rawText(values['@region']) ?? (code === undefined ? undefined : regionNameOf(code));
      return fill(`${place ?? 'Alamat'} (alamat belum lengkap)`);
    }
    default:
      return clear;
  }
};

/** Rows of IKMs. */
export const ikmRows: RowKind<IkmEntry> = {
  kind: 'ikm',
  columns,
  intro: [
    'Satu baris untuk satu IKM. Isi kolom bertanda * lebih dulu; kolom lain boleh kosong.',
    'Satu pemilik boleh punya beberapa usaha di tempat berbeda: satu baris untuk tiap tempat.',
  ],
  finish,
  instead,
  given: (world, seen) => [...placeGiven(world, seen), ...(world.sentra?.komoditas === undefined ? [] : ['komoditas'])],
  traits: ({ body }) => {
    const site = siteOf(body.regionCode, body.address);
    const { nik: number } = body.owner;
    const repair = { do: 'delete-row' } as const;
    return [
      ...(number === undefined ? [] : [{ key: `nik|${number}|${site}`, column: 'owner/nik', word: 'NIK', repair }]),
      ...(body.nib === undefined ? [] : [{ key: `nib|${body.nib}|${site}`, column: 'nib', word: 'NIB', repair }]),
      ...(number === undefined && body.nib === undefined
        ? [
            {
              key: `name|${plainName(body.businessName)}|${plainName(body.owner.name)}|${site}`,
              column: 'businessName',
              word: 'Usaha',
              repair,
            },
          ]
        : []),
    ];
  },
};
