/** Ways of writing one and the same word of an address. An empty word is left out. */
const words: Readonly<Record<string, string>> = {
  jl: 'jalan',
  jln: 'jalan',
  no: '',
  nmr: '',
  nomor: '',
  nomer: '',
  gg: 'gang',
  gng: 'gang',
  ds: 'desa',
  dsn: 'dusun',
  dk: 'dukuh',
  kp: 'kampung',
  kpg: 'kampung',
  kmp: 'kampung',
  blk: 'blok',
  kel: 'kelurahan',
  kec: 'kecamatan',
  kab: 'kabupaten',
  prov: 'provinsi',
  komp: 'kompleks',
  komplek: 'kompleks',
  perum: 'perumahan',
  prm: 'perumahan',
  lt: 'lantai',
  km: 'kilometer',
};

/**
 * One production site as text that is equal for equal places: the kabupaten/kota and the address in lower case, without
 * punctuation and accents, abbreviations spelt out, numbers without leading zeros, `RT/RW 03/02` as `rt 3 rw 2`.
 */
export const siteOf = (regionCode: string, address: string): string => {
  const tokens = address
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // "no5" and "12a" are two words each
    .replace(/(\p{L})(?=\d)|(\d)(?=\p{L})/gu, '$& ')
    .split(/[^\p{L}\d]+/u)
    .map((token) => words[token] ?? token.replace(/^0+(?=\d)/, ''))
    .filter((token) => token !== '');
  const text = tokens.join(' ').replace(/\brt rw (\d+) (\d+)\b/g, 'rt $1 rw $2');
  return `${regionCode.slice(0, 5)}|${text}`;
};
