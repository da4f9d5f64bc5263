import { createHash } from 'node:crypto';

/**
 * The sample register: real sentras with their real region codes, and invented people and businesses in them. Everything
 * comes from a fixed seed, so loading it again repeats the first time. Used by `npm start -- --sample` and `npm run demo`.
 */

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID that is the same every time for the same thing. */
export const seededId = (kind: string, key: string): string => {
  const hash = createHash('sha256').update(`e-smart-ikm sample ${kind} ${key}`).digest();
  // the first ten characters of a ULID are its time
  return `01JCZ00000${Array.from({ length: 16 }, (_, n) => digits[(hash[n] ?? 0) % 32] ?? '0').join('')}`;
};

export interface SampleMember {
  readonly memberId: string;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface SampleSentra {
  readonly sentraId: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface SampleIkm {
  readonly ikmId: string;
  readonly sentraId: string;
  readonly businessName: string;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface SampleOffer {
  readonly priceIdr: number;
  readonly stock: number;
}
export interface SampleProduct {
  readonly productId: string;
  readonly ikmId: string;
  readonly sentraId: string;
  readonly name: string;
  readonly sku: string;
  /** The creating body, without photos: those come after. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly offer: SampleOffer;
  readonly photoId: string;
  /** What the demo makes of it once it was live: new price or stock, or taken off. */
  readonly later: { readonly offer: SampleOffer; readonly wanted: 'live' | 'off' };
}
export interface SampleShop {
  readonly accountId: string;
  readonly shopName: string;
  readonly holder: { readonly type: 'ikm' | 'sentra'; readonly id: string };
  readonly products: readonly SampleProduct[];
}
export interface SampleRegister {
  readonly members: readonly SampleMember[];
  readonly sentras: readonly SampleSentra[];
  readonly ikms: readonly SampleIkm[];
  readonly products: readonly SampleProduct[];
  readonly shops: readonly SampleShop[];
}

interface Good {
  readonly sku: string;
  /** `%` stands for the maker's brand. */
  readonly name: string;
  readonly priceIdr: number;
  readonly stock: number;
  readonly grams: number;
  readonly boxMm: readonly [number, number, number];
  readonly about: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly madeInDays?: number;
}

interface Cluster {
  readonly key: string;
  readonly name: string;
  readonly komoditas: string;
  readonly regionCode: string;
  readonly postalCode: string;
  readonly street: string;
  readonly leader: string;
  readonly kbli: string;
  /** How many of the sample's IKMs are here. */
  readonly makers: number;
  readonly goods: readonly Good[];
}

const food = (n: number) => ({
  shelfLifeDays: 180,
  storage: 'Simpan di tempat sejuk dan kering',
  legality: [
    { type: 'P-IRT', number: `20635730101${String(n).padStart(2, '0')}-29` },
    { type: 'halal', number: `ID3511000012${String(n).padStart(3, '0')}0825` },
  ],
});

const jamu = (n: number) => ({
  legality: [
    { type: 'BPOM', number: `POM TR 2035${String(10_000 + n)}` },
    { type: 'halal', number: `ID3311000012${String(n).padStart(3, '0')}0825` },
  ],
});

/** Sources of places: the Kemendagri list (idn-area-data); the sentras are publicly known. */
const clusters: readonly Cluster[] = [
  {
    key: 'sanan',
    name: 'Sentra Keripik Tempe Sanan',
    komoditas: 'makanan',
    regionCode: '35.73.01.1007',
    postalCode: '65122',
    street: 'Jl. Sanan',
    leader: 'Sulastri',
    kbli: '10794',
    makers: 15,
    goods: [
      {
        sku: 'KT-ORI-250',
        name: 'Keripik Tempe % Original 250 g',
        priceIdr: 25_000,
        stock: 120,
        grams: 300,
        boxMm: [220, 160, 80],
        about:
          'Keripik tempe khas Sanan, Malang, diiris tipis dan digoreng dua kali sehingga renyah. Dibuat dari kedelai pilihan tanpa pengawet.',
        attributes: { Rasa: 'Original', Kemasan: 'Kantong' },
        more: { composition: 'Kedelai, tepung beras, minyak nabati, bawang putih, ketumbar, garam' },
      },
      {
        sku: 'KT-PDS-250',
        name: 'Keripik Tempe % Pedas Daun Jeruk 250 g',
        priceIdr: 27_000,
        stock: 90,
        grams: 300,
        boxMm: [220, 160, 80],
        about:
          'Keripik tempe pedas dengan daun jeruk segar. Renyah, wangi, dan pedasnya pas untuk oleh-oleh dari Malang.',
        attributes: { Rasa: 'Pedas', Kemasan: 'Kantong' },
        more: { composition: 'Kedelai, tepung beras, minyak nabati, cabai, daun jeruk, garam' },
      },
      {
        sku: 'KB-TMP-200',
        name: 'Keripik Tempe Bayam % 200 g',
        priceIdr: 22_000,
        stock: 60,
        grams: 250,
        boxMm: [220, 160, 90],
        about: 'Keripik bayam dan tempe, digoreng dengan minyak baru setiap hari. Ringan, gurih, dan tidak berminyak.',
        attributes: { Rasa: 'Asin', Kemasan: 'Kantong' },
        more: { composition: 'Bayam, kedelai, tepung beras, minyak nabati, garam' },
      },
      {
        sku: 'SP-TMP-150',
        name: 'Stik Tempe Keju % 150 g',
        priceIdr: 18_500,
        stock: 75,
        grams: 200,
        boxMm: [200, 140, 70],
        about: 'Stik tempe bertabur keju, camilan untuk anak dan keluarga. Kemasan bersegel, tahan enam bulan.',
        attributes: { Rasa: 'Keju', Kemasan: 'Kantong' },
        more: { composition: 'Kedelai, terigu, keju, minyak nabati, garam' },
      },
    ],
  },
  {
    key: 'laweyan',
    name: 'Sentra Batik Laweyan',
    komoditas: 'fesyen',
    regionCode: '33.72.01.1002',
    postalCode: '57148',
    street: 'Jl. Sidoluhur',
    leader: 'Alpha Febela',
    kbli: '13134',
    makers: 3,
    goods: [
      {
        sku: 'BTK-KMJ-L',
        name: 'Kemeja Batik % Laweyan Motif Parang L',
        priceIdr: 195_000,
        stock: 14,
        grams: 350,
        boxMm: [300, 240, 40],
        about: 'Kemeja batik cap lengan panjang dari Kampung Batik Laweyan, Surakarta. Katun primisima, jahitan rapi.',
        attributes: { Bahan: 'Katun', Motif: 'Batik' },
      },
      {
        sku: 'BTK-KAIN',
        name: 'Kain Batik Tulis % Motif Sidomukti 2,5 m',
        priceIdr: 685_000,
        stock: 4,
        grams: 400,
        boxMm: [320, 240, 50],
        about: 'Kain batik tulis dengan pewarna alam, dikerjakan tangan selama tiga minggu. Panjang 2,5 meter.',
        attributes: { Bahan: 'Katun', Motif: 'Batik' },
      },
      {
        sku: 'BTK-SYAL',
        name: 'Selendang Batik Sutra % Laweyan',
        priceIdr: 285_000,
        stock: 9,
        grams: 150,
        boxMm: [260, 200, 30],
        about: 'Selendang sutra dengan batik tulis motif truntum. Lembut, ringan, dan jatuh. Cuci dengan lerak.',
        attributes: { Bahan: 'Sutra', Motif: 'Batik' },
      },
      {
        sku: 'BTK-BLUS',
        name: 'Blus Batik Wanita % Motif Kawung M',
        priceIdr: 175_000,
        stock: 18,
        grams: 300,
        boxMm: [300, 240, 40],
        about: 'Blus batik cap untuk kerja dan acara keluarga. Katun adem, kancing depan, ukuran M.',
        attributes: { Bahan: 'Katun', Motif: 'Batik' },
      },
    ],
  },
  {
    key: 'kasongan',
    name: 'Sentra Gerabah Kasongan',
    komoditas: 'kerajinan',
    regionCode: '34.02.16.2001',
    postalCode: '55184',
    street: 'Jl. Raya Kasongan',
    leader: 'Timbul Raharjo',
    kbli: '23932',
    makers: 3,
    goods: [
      {
        sku: 'GRB-VAS-30',
        name: 'Vas Gerabah % Kasongan 30 cm',
        priceIdr: 85_000,
        stock: 25,
        grams: 2400,
        boxMm: [340, 260, 260],
        about: 'Vas tanah liat bakar dari Kasongan, Bantul, dengan ukiran tempel. Cocok untuk ruang tamu dan teras.',
        attributes: { Material: 'Tanah Liat', 'Buatan Tangan': 'Ya' },
      },
      {
        sku: 'GRB-GUCI-45',
        name: 'Guci Gerabah % Lapis Kulit Telur 45 cm',
        priceIdr: 240_000,
        stock: 8,
        grams: 5200,
        boxMm: [500, 340, 340],
        about: 'Guci dengan hiasan mozaik kulit telur. Setiap guci berbeda karena dikerjakan tangan satu per satu.',
        attributes: { Material: 'Tanah Liat', 'Buatan Tangan': 'Ya' },
      },
      {
        sku: 'KRM-MUG-2',
        name: 'Mug Keramik % Isi 2',
        priceIdr: 120_000,
        stock: 40,
        grams: 900,
        boxMm: [240, 160, 130],
        about: 'Dua mug keramik glasir buatan tangan, aman untuk makanan. Isi 250 ml setiap mug.',
        attributes: { Material: 'Keramik', 'Buatan Tangan': 'Ya' },
      },
      {
        sku: 'GRB-POT-20',
        name: 'Pot Tanaman Gerabah % 20 cm',
        priceIdr: 45_000,
        stock: 60,
        grams: 1500,
        boxMm: [240, 230, 230],
        about: 'Pot gerabah berlubang dengan alas. Menjaga akar tetap sejuk, cocok untuk tanaman hias dan kaktus.',
        attributes: { Material: 'Tanah Liat', 'Buatan Tangan': 'Ya' },
      },
    ],
  },
  {
    key: 'celuk',
    name: 'Sentra Perak Celuk',
    komoditas: 'perhiasan',
    regionCode: '51.04.01.2005',
    postalCode: '80582',
    street: 'Jl. Raya Celuk',
    leader: 'Wayan Megantara',
    kbli: '32111',
    makers: 3,
    goods: [
      {
        sku: 'PRK-CIN-01',
        name: 'Cincin Perak 925 % Ukir Bali',
        priceIdr: 325_000,
        stock: 12,
        grams: 60,
        boxMm: [90, 70, 50],
        about:
          'Cincin perak 925 dengan ukiran jawan khas Celuk, Gianyar. Dikerjakan perajin dengan butiran perak halus.',
        attributes: { 'Bahan Perhiasan': 'Perak' },
      },
      {
        sku: 'PRK-GLG-02',
        name: 'Gelang Perak 925 % Anyam',
        priceIdr: 890_000,
        stock: 5,
        grams: 90,
        boxMm: [110, 90, 50],
        about: 'Gelang perak anyam rantai Bali, pengait kuat, panjang 18 cm. Dilengkapi kotak dan kain lap.',
        attributes: { 'Bahan Perhiasan': 'Perak' },
      },
      {
        sku: 'PRK-KLG-03',
        name: 'Kalung Liontin Perak % Bunga Jepun',
        priceIdr: 540_000,
        stock: 7,
        grams: 80,
        boxMm: [110, 90, 50],
        about: 'Kalung perak 925 dengan liontin bunga jepun, lambang ketulusan di Bali. Panjang rantai 45 cm.',
        attributes: { 'Bahan Perhiasan': 'Perak' },
      },
      {
        sku: 'PRK-ANT-04',
        name: 'Anting Perak % Jawan',
        priceIdr: 210_000,
        stock: 20,
        grams: 50,
        boxMm: [90, 70, 40],
        about: 'Anting perak 925 model tusuk dengan hiasan jawan. Ringan dan nyaman dipakai setiap hari.',
        attributes: { 'Bahan Perhiasan': 'Perak' },
      },
    ],
  },
  {
    key: 'jepara',
    name: 'Sentra Mebel Ukir Jepara',
    komoditas: 'mebel',
    regionCode: '33.20.11.2014',
    postalCode: '59426',
    street: 'Jl. Raya Senenan',
    leader: 'Sutrisno',
    kbli: '31001',
    makers: 3,
    goods: [
      {
        sku: 'MBL-KRS-01',
        name: 'Kursi Teras Jati % Ukir Jepara',
        priceIdr: 1_250_000,
        stock: 6,
        grams: 11_000,
        boxMm: [900, 600, 550],
        about:
          'Kursi teras dari kayu jati tua, ukiran tangan Jepara, lapisan tahan cuaca. Dikirim utuh dengan kemasan kardus tebal dan busa.',
        attributes: { Material: 'Kayu', 'Perlu Dirakit': 'Tidak' },
        madeInDays: 14,
      },
      {
        sku: 'MBL-NKS-02',
        name: 'Nakas Jati % 2 Laci',
        priceIdr: 980_000,
        stock: 5,
        grams: 14_000,
        boxMm: [600, 450, 400],
        about:
          'Nakas kayu jati dengan dua laci rel kayu dan pegangan kuningan. Warna natural, siap pakai tanpa dirakit.',
        attributes: { Material: 'Kayu', 'Perlu Dirakit': 'Tidak' },
        madeInDays: 14,
      },
      {
        sku: 'MBL-RAK-03',
        name: 'Rak Buku Jati % 4 Susun',
        priceIdr: 1_650_000,
        stock: 3,
        grams: 22_000,
        boxMm: [1500, 700, 300],
        about: 'Rak buku empat susun dari kayu jati, sambungan purus tanpa paku. Dirakit di rumah dengan delapan baut.',
        attributes: { Material: 'Kayu', 'Perlu Dirakit': 'Ya' },
        madeInDays: 21,
      },
      {
        sku: 'MBL-MJA-04',
        name: 'Meja Kopi Jati % Bundar 60 cm',
        priceIdr: 875_000,
        stock: 8,
        grams: 12_500,
        boxMm: [650, 650, 450],
        about:
          'Meja kopi bundar dari kayu jati, garis tengah 60 cm, kaki bubut. Permukaan dihaluskan dan dilapis melamin.',
        attributes: { Material: 'Kayu', 'Perlu Dirakit': 'Tidak' },
      },
    ],
  },
  {
    key: 'nguter',
    name: 'Sentra Jamu Nguter',
    komoditas: 'herbal',
    regionCode: '33.11.05.2010',
    postalCode: '57571',
    street: 'Jl. Raya Nguter',
    leader: 'Suwarsi Moertedjo',
    kbli: '21022',
    makers: 3,
    goods: [
      {
        sku: 'JM-KNY-200',
        name: 'Jamu Kunyit Asam % Instan 200 g',
        priceIdr: 28_000,
        stock: 80,
        grams: 250,
        boxMm: [180, 120, 80],
        about: 'Jamu kunyit asam serbuk dari Nguter, Sukoharjo. Diseduh dengan air hangat, segar untuk setiap hari.',
        attributes: { Bentuk: 'Serbuk' },
      },
      {
        sku: 'JM-BRK-200',
        name: 'Jamu Beras Kencur % Instan 200 g',
        priceIdr: 27_000,
        stock: 85,
        grams: 250,
        boxMm: [180, 120, 80],
        about: 'Beras kencur serbuk dengan gula aren. Hangat di badan, disukai anak dan orang tua.',
        attributes: { Bentuk: 'Serbuk' },
      },
      {
        sku: 'JM-TML-150',
        name: 'Temulawak % Instan 150 g',
        priceIdr: 24_000,
        stock: 70,
        grams: 200,
        boxMm: [160, 120, 80],
        about: 'Temulawak pilihan yang dikeringkan dan dihaluskan. Dua sendok untuk satu gelas air hangat.',
        attributes: { Bentuk: 'Serbuk' },
      },
      {
        sku: 'JM-JAH-250',
        name: 'Jahe Merah % Instan 250 g',
        priceIdr: 35_000,
        stock: 95,
        grams: 300,
        boxMm: [180, 130, 80],
        about: 'Minuman jahe merah serbuk dengan serai dan gula aren. Hangat untuk malam dan musim hujan.',
        attributes: { Bentuk: 'Serbuk' },
      },
    ],
  },
];

/** Invented people. */
const owners: readonly (readonly [name: string, brand: string, woman: boolean])[] = [
  ['Sri Wahyuni', 'Bu Sri', true],
  ['Siti Aminah', 'Lestari', true],
  ['Bambang Sutejo', 'Rasa Sanan', false],
  ['Endang Purwati', 'Barokah', true],
  ['Mulyono', 'Putra Malang', false],
  ['Kartini Handayani', 'Kartini', true],
  ['Agus Salim', 'Agung', false],
  ['Rina Marlina', 'Dapur Rina', true],
  ['Slamet Riyadi', 'Slamet Jaya', false],
  ['Dewi Kusuma', 'Kusuma', true],
  ['Hartono', 'Tiga Bintang', false],
  ['Yuni Astuti', 'Yuniar', true],
  ['Eko Prasetyo', 'Arema Rasa', false],
  ['Nur Hidayah', 'Hidayah', true],
  ['Sutini', 'Mbok Tini', true],
  ['Retno Wulandari', 'Wulan', true],
  ['Gunawan Setiadi', 'Setia', false],
  ['Murniati', 'Murni', true],
  ['Sumarno', 'Sumber Tanah', false],
  ['Wagiyem', 'Wagi Keramik', true],
  ['Purwanto', 'Purwa', false],
  ['Ni Made Ayu Lestari', 'Ayu', true],
  ['I Ketut Sudana', 'Sudana', false],
  ['Ni Luh Sukerti', 'Sukerti', true],
  ['Khoirul Anam', 'Anam', false],
  ['Zulaikha', 'Kartika Jati', true],
  ['Sugeng Raharjo', 'Raharjo', false],
  ['Sri Hartati', 'Jaya Herbal', true],
  ['Tugimin', 'Nguter Asli', false],
  ['Suparmi', 'Bu Parmi', true],
];

const two = (value: number): string => String(value).padStart(2, '0');

/** A NIK as it is built: region, birth date (a woman's day plus 40), serial. */
const nikOf = (regionCode: string, n: number, woman: boolean): string =>
  regionCode.replaceAll('.', '').slice(0, 6) +
  two((n % 27) + 1 + (woman ? 40 : 0)) +
  two((n % 12) + 1) +
  two(65 + (n % 30)) +
  String(1 + n).padStart(4, '0');

const sentraOf = (cluster: Cluster, at: number): SampleSentra => ({
  sentraId: seededId('sentra', cluster.key),
  name: cluster.name,
  body: {
    name: cluster.name,
    kind: 'sentra',
    komoditas: cluster.komoditas,
    regionCode: cluster.regionCode,
    address: `${cluster.street}, balai sentra`,
    legalHolder: `Koperasi Produsen ${cluster.name.replace('Sentra ', '')}`,
    leader: { name: cluster.leader, phone: `0813${String(10_000_000 + at * 111_111)}` },
    connectivity: { level: at % 3 === 2 ? 'weak' : 'good', downMbps: 12 + at * 3 },
    programmes: [{ name: 'e-Smart IKM', year: 2026, state: 'berjalan' }],
  },
});

const ikmOf = (cluster: Cluster, n: number): SampleIkm => {
  const [name, brand, woman] = owners[n] ?? [`Pemilik ${n}`, `IKM ${n}`, false];
  const sentraId = seededId('sentra', cluster.key);
  return {
    ikmId: seededId('ikm', String(n)),
    sentraId,
    businessName: brand,
    body: {
      sentraId,
      businessName: brand,
      owner: {
        kind: 'person',
        name,
        nik: nikOf(cluster.regionCode, n, woman),
        phone: `0812${String(20_000_000 + n * 37_337)}`,
      },
      nib: `02200${String(12_340_000 + n)}`,
      kbli: { scheme: '2020', code: cluster.kbli },
      komoditas: cluster.komoditas,
      regionCode: cluster.regionCode,
      postalCode: cluster.postalCode,
      address: `${cluster.street} No. ${11 + n * 2}, RT 0${1 + (n % 6)} RW 0${1 + (n % 9)}`,
      workers: 2 + (n % 9),
      investmentIdr: 15_000_000 + n * 2_500_000,
      annualSalesIdr: 90_000_000 + n * 11_000_000,
      legalBasis: 'public-task',
    },
  };
};

/** By its number, so that every run, also a small one, changes the same. */
const laterOf = (number: number, { priceIdr, stock }: SampleOffer): SampleProduct['later'] =>
  number % 12 === 5
    ? { offer: { priceIdr, stock }, wanted: 'off' }
    : {
        offer: {
          priceIdr: number % 6 === 0 || number % 6 === 2 ? priceIdr + 1_500 : priceIdr,
          stock: number % 6 === 1 || number % 6 === 2 ? stock + 7 : stock,
        },
        wanted: 'live',
      };

const productOf = (cluster: Cluster, ikm: SampleIkm, n: number, good: Good): SampleProduct => {
  const key = `${n} ${good.sku}`;
  // each maker has prices and stocks of its own
  const offer = { priceIdr: good.priceIdr + (n % 5) * 500, stock: good.stock + (n % 4) };
  const [lengthMm, widthMm, heightMm] = good.boxMm;
  const name = good.name.replace('%', ikm.businessName);
  return {
    productId: seededId('product', key),
    ikmId: ikm.ikmId,
    sentraId: ikm.sentraId,
    name,
    sku: good.sku,
    offer,
    later: laterOf(n * 4 + cluster.goods.indexOf(good), offer),
    photoId: seededId('photo', key),
    body: {
      name,
      description: `${good.about}\n\nDibuat oleh ${ikm.businessName}, anggota ${cluster.name}.`,
      komoditas: cluster.komoditas,
      kind: 'physical',
      // owners of one sentra number their goods alike
      sku: good.sku,
      package: { weightGrams: good.grams, lengthMm, widthMm, heightMm },
      attributes: good.attributes,
      ...(cluster.komoditas === 'makanan' || cluster.komoditas === 'herbal' ? food(n) : {}),
      ...(cluster.komoditas === 'herbal' ? jamu(n) : {}),
      ...good.more,
      offer: {
        ...offer,
        ...(good.madeInDays === undefined
          ? { availability: 'ready' }
          : { availability: 'made-to-order', leadTimeDays: good.madeInDays }),
      },
    },
  };
};

const membersOf = (ikms: readonly SampleIkm[]): readonly SampleMember[] => {
  const member = (key: string, body: SampleMember['body']): SampleMember => ({
    memberId: seededId('member', key),
    body,
  });
  const ikmAt = (n: number): string[] => [ikms[n]?.ikmId ?? ''];
  return [
    member('dinas-jatim', {
      name: 'Petugas Dinas Jawa Timur',
      email: 'dinas-jatim@demo.ikm.example',
      role: 'dinas',
      instansi: 'Dinas Perindustrian dan Perdagangan Provinsi Jawa Timur',
      scope: ['35'],
    }),
    member('dinas-jateng', {
      name: 'Petugas Dinas Jawa Tengah',
      email: 'dinas-jateng@demo.ikm.example',
      role: 'dinas',
      instansi: 'Dinas Perindustrian dan Perdagangan Provinsi Jawa Tengah',
      scope: ['33'],
    }),
    member('dinas-lain', {
      name: 'Petugas Dinas Bali',
      email: 'dinas-lain@demo.ikm.example',
      role: 'dinas',
      instansi: 'Dinas Perindustrian dan Perdagangan Provinsi Bali',
      scope: ['51'],
    }),
    member('pemilik', { name: 'Sri Wahyuni', phone: '+6281200000001', role: 'pemilik', scope: ikmAt(0) }),
    member('pemilik-lain', { name: 'Siti Aminah', phone: '+6281200000002', role: 'pemilik', scope: ikmAt(1) }),
    member('pendamping', { name: 'Pendamping Sanan', phone: '+6281200000003', role: 'pendamping', scope: ikmAt(0) }),
  ];
};

/**
 * 6 sentras, 30 IKMs, 120 products, one joint shop and three own shops; `small`: 2, 4, 8, one joint and one own. One of the
 * joint shop's makers also has a shop of its own.
 */
export const sampleRegister = (size: 'full' | 'small' = 'full'): SampleRegister => {
  const small = size === 'small';
  const chosen = (small ? clusters.slice(0, 2) : clusters).map((cluster, at) =>
    small ? { ...cluster, makers: at === 0 ? 3 : 1, goods: cluster.goods.slice(0, 2) } : cluster,
  );
  // numbers of the makers are those of the full register, also in the small one
  const firstOf = new Map<string, number>();
  let next = 0;
  for (const { key, makers } of clusters) {
    firstOf.set(key, next);
    next += makers;
  }
  const makers = chosen.flatMap((cluster) =>
    Array.from({ length: cluster.makers }, (_, at) => {
      const n = (firstOf.get(cluster.key) ?? 0) + at;
      return { cluster, n, ikm: ikmOf(cluster, n) };
    }),
  );
  const products = makers.flatMap(({ cluster, n, ikm }) =>
    cluster.goods.map((good) => productOf(cluster, ikm, n, good)),
  );
  const ikms = makers.map(({ ikm }) => ikm);
  const jointSentra = seededId('sentra', 'sanan');
  const own = (key: string, at: number): SampleShop | undefined => {
    const maker = makers.find(({ n }) => n === (firstOf.get(key) ?? 0) + at);
    if (maker === undefined) return undefined;
    return {
      accountId: seededId('account', `${key} ${at}`),
      shopName: `Toko ${maker.ikm.businessName}`,
      holder: { type: 'ikm', id: maker.ikm.ikmId },
      products: products.filter(({ ikmId }) => ikmId === maker.ikm.ikmId),
    };
  };
  const joint: SampleShop = {
    accountId: seededId('account', 'joint sanan'),
    shopName: 'Pusat Oleh-Oleh Sanan',
    holder: { type: 'sentra', id: jointSentra },
    products: products.filter(({ sentraId }) => sentraId === jointSentra),
  };
  const owned = small ? [own('laweyan', 0)] : [own('sanan', 1), own('laweyan', 0), own('celuk', 0)];
  return {
    members: membersOf(ikms),
    sentras: chosen.map(sentraOf),
    ikms,
    products,
    shops: [joint, ...owned.filter((shop) => shop !== undefined)],
  };
};
