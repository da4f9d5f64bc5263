import { choiceColumn, column, type Column } from '../column.ts';
import { days } from '../values/duration.ts';
import { count, money } from '../values/number.ts';
import { fault, quoted, say, type ReadCell } from '../values/reading.ts';
import { availability } from './choices.ts';

const pieces = count(0, 1_000_000, ['Stok', 'The stock']);

/** A reader of pieces in stock. */
const stock: ReadCell = (cell, ask) => {
  if (typeof cell !== 'string') return pieces(cell, ask);
  if (/^(stok )?(habis|kosong|nihil|sold out)$/i.test(cell)) return { value: 0 };
  // "PO 3 hari" is no stock of three
  return /\b(po|hari|minggu|bulan)\b/i.test(cell) && cell.length < 40
    ? fault('bad-number', say(`Stok ${quoted(cell)} bukan jumlah barang.`, `${quoted(cell)} is no number of pieces.`))
    : pieces(cell, ask);
};

/** Price, stock and delivery: the same for new products and for changes of their offers. */
export const offerColumns = (isNew: boolean): readonly Column[] => [
  column(isNew ? 'offer/priceIdr' : 'priceIdr', 'Harga', money(1, 10_000_000_000, ['Harga', 'The price']), {
    synonyms: [
      'harga jual',
      'harga satuan',
      'harga produk',
      'harga eceran',
      'harga baru',
      'price',
      'hrg',
      'harga pcs',
      'harga per pcs',
    ],
    help: 'Harga jual dalam rupiah.',
    examples: ['Rp25.000', '285rb', '1,5 juta'],
    required: isNew,
  }),
  column(isNew ? 'offer/stock' : 'stock', 'Stok', stock, {
    synonyms: [
      'stock',
      'jumlah stok',
      'stok tersedia',
      'persediaan',
      'qty',
      'jumlah',
      'stok baru',
      'sisa stok',
      'sisa',
      'jml stok',
    ],
    help: 'Banyaknya barang yang siap; 0 bila habis.',
    examples: ['40', '5', '0'],
  }),
  choiceColumn(isNew ? 'offer/availability' : 'availability', 'Ketersediaan', availability, {
    synonyms: ['status stok', 'status', 'ready/po', 'status produk', 'jenis stok'],
    help: 'Siap kirim (bila kosong), Dibuat sesuai pesanan, atau Hanya satu.',
    examples: ['Siap kirim', 'Siap kirim', 'Dibuat sesuai pesanan'],
  }),
  column(isNew ? 'offer/leadTimeDays' : 'leadTimeDays', 'Lama pengerjaan', days(0, 365), {
    synonyms: [
      'waktu proses',
      'lama proses',
      'lama pembuatan',
      'lead time',
      'hari kerja',
      'waktu pengerjaan',
      'lama kirim',
    ],
    help: 'Dari pesanan sampai dikirim: 2 hari, 1 minggu.',
    examples: ['1 hari', '2 hari', '2 minggu'],
  }),
];
