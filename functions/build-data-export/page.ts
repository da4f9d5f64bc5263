/** One kind of data of the copy. */
export interface Section {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);

/** What the house calls a field → what people call it. */
const words: Readonly<Partial<Record<string, string>>> = {
  businessName: 'Nama usaha',
  ownerName: 'Nama pemilik',
  nik: 'NIK',
  nib: 'NIB',
  npwp: 'NPWP',
  phone: 'Nomor HP',
  contactVia: 'Dihubungi lewat',
  address: 'Alamat tempat produksi',
  regionCode: 'Kode wilayah',
  state: 'Keadaan',
  komoditas: 'Komoditas',
  createdAt: 'Dicatat pada',
  updatedAt: 'Diubah pada',
  type: 'Jenis catatan',
  at: 'Waktu',
  subject: 'Pelaku (nomor akun)',
  roles: 'Peran',
  instansi: 'Instansi',
  action: 'Tindakan',
  from: 'Jaringan asal',
  reason: 'Alasan',
  agreed: 'Setuju',
  purpose: 'Tujuan',
  way: 'Cara',
};

const valueOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const table = (row: Section['rows'][number]): string =>
  `<table>${Object.entries(row)
    .map(([name, value]) => `<tr><th>${escape(words[name] ?? name)}</th><td>${escape(valueOf(value))}</td></tr>`)
    .join('')}</table>`;

/** The copy as a page that opens anywhere: no script, nothing from elsewhere. */
export const toPage = (sections: readonly Section[], at: string): string => `<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Data saya</title>
<style>body{font:16px/1.5 sans-serif;max-width:50rem;margin:auto;padding:1rem}table{border-collapse:collapse;width:100%;margin:0 0 1rem}th,td{border:1px solid #ccc;padding:.3rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:14rem}</style>
<h1>Salinan data saya di E-Smart IKM</h1>
<p>Diminta pada ${escape(at)} (UU 27/2022, Pasal 7). Isi yang sama untuk dibaca mesin ada pada data.json; foto dan berkas ada pada map di sebelahnya.</p>
${sections
  .map(
    ({ title, rows }) =>
      `<h2>${escape(title)}</h2>${rows.length === 0 ? '<p>Tidak ada.</p>' : rows.map(table).join('')}`,
  )
  .join('\n')}
</html>
`;
