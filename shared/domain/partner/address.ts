import type { FieldFault } from '../problem.ts';

/** Why an address may not be called. */
export type AddressFault = 'not-https' | 'port' | 'credentials' | 'private-address' | 'unresolved';

const words: Readonly<Record<AddressFault, FieldFault['message']>> = {
  'not-https': {
    id: 'Alamat webhook harus berupa tautan https:// yang benar.',
    en: 'The webhook address must be a valid https:// URL.',
  },
  port: { id: 'Port alamat webhook harus 443 atau 8443.', en: "The webhook address's port must be 443 or 8443." },
  credentials: {
    id: 'Alamat webhook tidak boleh memuat nama pengguna atau kata sandi.',
    en: 'The webhook address must not carry a user name or password.',
  },
  'private-address': {
    id: 'Alamat webhook menuju jaringan dalam atau alamat khusus. Pakai alamat internet umum milik mitra.',
    en: "The webhook address leads into a private or reserved network. Use the partner's public internet address.",
  },
  unresolved: {
    id: 'Nama alamat webhook tidak ditemukan di internet. Periksa ejaannya.',
    en: "The webhook address's host name was not found. Check its spelling.",
  },
};

/** The fault as the form shows it. */
export const addressFault = (code: AddressFault): FieldFault => ({ path: 'webhookUrl', code, message: words[code] });

/** Thrown instead of calling an address that may not be called: nothing was sent. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly fault: AddressFault;
  constructor(fault: AddressFault) {
    super(`address refused: ${fault}`);
    this.fault = fault;
  }
}
