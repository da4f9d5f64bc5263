import { numberText, plainDigits, withoutLookalikes, type Filled } from './clean.ts';
import { choose, clear, fault, fill, say, short, type ReadCell, type Reading } from './reading.ts';

const exponent = /^\d([.,]\d+)?e\+?\d+$/i;

/** Digits that only look like 16 of them: Excel keeps 15 and writes 0 for the rest. */
const isRounded = (cell: Filled, digits: string): boolean =>
  typeof cell !== 'string' && (!Number.isSafeInteger(cell.value) || (digits.length > 15 && digits.endsWith('0')));

interface Identifier {
  readonly name: string;
  /** Numbers of digits it may have. */
  readonly lengths: readonly number[];
  /** Where it is read from, e.g. `KTP`. */
  readonly paper: string;
  readonly code: string;
  /** Whether it may begin with 0, which spreadsheets drop. */
  readonly maybeZero: boolean;
}

const lost = ({ name, paper }: Identifier): Reading =>
  fault(
    'digits-lost',
    say(
      `Excel menghilangkan angka terakhir ${name}. Ubah format kolom menjadi Teks, lalu ketik ulang dari ${paper}; bila belum ada, kosongkan.`,
      `Excel lost the last digits of the ${name}. Format the column as text and type it again from the paper.`,
    ),
  );

/** A reader of digits that must not be taken for a number. Spaces, dots and dashes may stand in them. */
const identifier = (kind: Identifier): ReadCell =>
  short((cell) => {
    const { name, lengths, code, maybeZero } = kind;
    const text = typeof cell === 'string' ? plainDigits(cell) : numberText(cell);
    if (text.includes('•')) return { value: text };
    if (exponent.test(text) || (typeof cell !== 'string' && cell.value >= 1e15 && isRounded(cell, text)))
      return lost(kind);
    const digits = text.replace(/[\s.'’-]/g, '').replace(/,0+$/, '');
    const isRight = (each: string): boolean => /^\d+$/.test(each) && lengths.includes(each.length);
    if (isRight(digits)) return { value: digits };
    const message = say(
      `${name} harus ${lengths.join(' atau ')} angka, di sini ${String(digits.replace(/\D/g, '').length)}. Cocokkan dengan ${kind.paper}.`,
      `A ${name} has ${lengths.join(' or ')} digits.`,
    );
    const spelt = withoutLookalikes(digits.replace(new RegExp(`^(no\\.?)?${name}:?`, 'i'), ''));
    if (isRight(spelt)) return fault(code, message, fill(spelt));
    if (maybeZero && isRight(`0${digits}`)) {
      const zero = say(
        `${name} kurang satu angka: angka 0 di depan hilang. Ubah format kolom menjadi Teks.`,
        `The ${name} lost its leading 0. Format the column as text.`,
      );
      return fault('zero-lost', zero, fill(`0${digits}`));
    }
    return fault(code, message);
  });

export const nik = identifier({ name: 'NIK', lengths: [16], paper: 'KTP', code: 'bad-nik', maybeZero: false });
export const nib = identifier({ name: 'NIB', lengths: [13], paper: 'NIB dari OSS', code: 'bad-nib', maybeZero: true });
export const npwp = identifier({
  name: 'NPWP',
  lengths: [15, 16, 22],
  paper: 'kartu NPWP',
  code: 'bad-npwp',
  maybeZero: true,
});
export const gtin = identifier({
  name: 'Nomor barcode',
  lengths: [8, 12, 13, 14],
  paper: 'kemasan',
  code: 'bad-gtin',
  maybeZero: true,
});
export const postalCode = identifier({
  name: 'Kode pos',
  lengths: [5],
  paper: 'alamat',
  code: 'bad-postal-code',
  maybeZero: false,
});

const asText = (cell: Filled): string => (typeof cell === 'string' ? plainDigits(cell) : numberText(cell));

/**
 * A reader of KBLI codes with the scheme they are of: `10794 (2025)`, `2020: 10391`; a header "KBLI 2020" says it for all.
 * The same five digits mean different things in the two schemes, so that a bare code is asked about.
 */
export const kbli = short((cell, { unit }) => {
  const text = asText(cell);
  const numbers = text.replace(/(?<=\d)\.(?=\d)/g, '').match(/\d+/g) ?? [];
  const code = numbers.find((each) => each.length === 5);
  const scheme = numbers.find((each) => each === '2020' || each === '2025') ?? unit;
  if (code === undefined) {
    return fault('bad-kbli', say(`KBLI harus 5 angka, misalnya 10794 (2025).`, 'A KBLI code has 5 digits.'));
  }
  if (scheme !== '2020' && scheme !== '2025') {
    return fault(
      'kbli-scheme-missing',
      say(
        `KBLI ${code} belum menyebut tahunnya: kode yang sama berarti lain di KBLI 2020 dan 2025.`,
        `KBLI ${code} lacks its scheme: the same code differs between KBLI 2020 and 2025.`,
      ),
      choose([`${code} (2025)`, `${code} (2020)`]),
    );
  }
  return { value: { scheme, code } };
});

/** A reader of ids of the register, as an export gives them. */
export const recordId = short((cell) => {
  const text = asText(cell).toUpperCase();
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text)
    ? { value: text }
    : fault(
        'bad-id',
        say('ID ini bukan dari sistem. Kosongkan untuk baris baru.', 'This is no id of the register.'),
        clear,
      );
});
