import { toMobile } from '../../identity/phone.ts';
import { numberText, plainDigits, withoutLookalikes } from './clean.ts';
import { clear, fault, fill, say, short, withAdvice } from './reading.ts';

/** A mobile number of digits that may have lost their 0 or +62: `8123456789` → `+628123456789`. */
export const parsePhone = (text: string): string | undefined => {
  const digits = plainDigits(text).replace(/^(wa|hp|telp|tlp|no)[\s.:/]*/i, '');
  return toMobile(/^8/.test(digits) ? `0${digits}` : digits.replace(/^\+?62[\s-]*\(?0\)?/, '0'));
};

/** `+6281234567890` → `081234567890`: how people write it. */
export const showPhone = (mobile: string): string => mobile.replace(/^\+62/, '0');

/** A reader of mobile numbers; of two in one cell the first is taken. */
export const phone = short((cell) => {
  const text = typeof cell === 'string' ? cell : numberText(cell);
  if (text.includes('•')) return { value: text };
  const mobile = parsePhone(text);
  if (mobile !== undefined) return { value: mobile };
  const parts = text.split(/\s*(?:[/,;&\n]|\batau\b|\bdan\b)\s*/).map(parsePhone);
  const first = parts.find((part) => part !== undefined);
  if (first !== undefined) {
    const message = say('Ada dua nomor; yang pertama yang disimpan.', 'There are two numbers; the first is kept.');
    return withAdvice(first, 'second-phone', message, fill(showPhone(first)));
  }
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) {
    const message = say(
      'Excel menghilangkan angka nomor HP. Ubah format kolom menjadi Teks, lalu ketik ulang.',
      'Excel lost digits of the phone number.',
    );
    return fault('digits-lost', message);
  }
  const spelt = parsePhone(withoutLookalikes(text));
  return fault(
    'bad-phone',
    say(
      `Nomor “${text.slice(0, 2)}…” bukan nomor HP Indonesia. Tulis seperti 0812 3456 7890.`,
      'This is no Indonesian mobile number.',
    ),
    spelt === undefined ? clear : fill(showPhone(spelt)),
  );
});
