import type * as z from 'zod';
import { isUsable, type Account } from '../account/account.ts';
import type { Endpoint } from './endpoint.ts';
import type { Partner, PartnerView } from './partner.ts';

const gone = {
  id: 'Alamat webhook mitra menjawab 410 (tidak dipakai lagi), jadi pengiriman dihentikan. Simpan mitra ini lagi dengan alamat yang benar; kunci rahasia baru akan ditampilkan.',
  en: "The partner's webhook address answered 410 Gone, so sending has stopped. Save the partner again with the right address; a new secret will be shown.",
} as const;
const stopped = {
  id: 'Pengiriman ke mitra ini dihentikan petugas. Simpan lagi untuk memulainya kembali.',
  en: 'An officer stopped sending to this partner. Save it again to start anew.',
} as const;

/** A partner as the API shows it. `secret` only when it was made just now. */
export const partnerView = (
  partner: Partner,
  account: Account,
  endpoint: Endpoint | undefined,
  language: 'id' | 'en',
  secret?: string,
): z.infer<typeof PartnerView> => {
  const isActive = isUsable(account);
  const why = account.lostReason === 'endpoint-gone' ? gone : stopped;
  return {
    partnerId: partner.partnerId,
    name: partner.name,
    selection: partner.selection,
    webhookUrl: endpoint?.url ?? null,
    formats: partner.formats,
    state: isActive ? 'active' : 'disabled',
    notice: isActive ? null : why[language],
    ...(secret === undefined ? {} : { secret }),
    createdAt: partner.createdAt,
    updatedAt: partner.updatedAt,
  };
};
