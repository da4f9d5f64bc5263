import type { ListableOffer } from '../../shared/domain/listing/listable.ts';
import { permitOf, stageOf, type Paper } from '../../shared/domain/legality/permits.ts';
import { rupiah } from '../../shared/domain/money.ts';
import type { ProductPage } from './use-case.ts';

/** The offers a buyer can choose from: the product's own, or its variants'. */
export const offersOf = ({ product: { offer, variants } }: ProductPage): readonly ListableOffer[] =>
  variants === undefined ? [offer] : variants.items.map((item) => item.offer);

/** `Rp18.500`, or the span of the variants' prices. */
export const priceOf = (page: ProductPage): string => {
  const prices = offersOf(page).map(({ priceIdr }) => priceIdr);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return least === most ? rupiah(least) : `${rupiah(least)} – ${rupiah(most)}`;
};

const days = (leadTimeDays: number | undefined): string =>
  leadTimeDays === undefined ? '' : `, dikirim dalam ${String(leadTimeDays)} hari`;

/** Whether it can be had, in a buyer's words. */
export const availabilityOf = ({ availability, stock, leadTimeDays }: ListableOffer): string => {
  switch (availability) {
    case 'made-to-order':
      return `Dibuat sesuai pesanan${days(leadTimeDays)}`;
    case 'one-off':
      return stock > 0 ? 'Hanya ada satu' : 'Sudah terjual';
    case 'ready':
      return stock > 0 ? `Stok tersedia${days(leadTimeDays)}` : 'Stok habis';
  }
};

/** A one-off or ready offer is gone without stock; what is made to order never is. */
export const canBeHad = ({ availability, stock }: ListableOffer): boolean =>
  availability === 'made-to-order' || stock > 0;

const paperNames = {
  halal: 'Sertifikat halal',
  'non-halal': 'Keterangan tidak halal',
  'p-irt': 'P-IRT',
  bpom: 'BPOM',
  sni: 'SNI',
} as const;

/** Papers with a number, by the name buyers know; what is only applied for is not shown, nor what has ended. */
export const papersOf = (
  papers: readonly Paper[],
  today: string,
): readonly (readonly [name: string, number: string])[] =>
  papers
    .filter((paper) => stageOf(paper) === 'numbered' && (paper.expiresOn === undefined || paper.expiresOn >= today))
    .map((paper) => {
      const permit = permitOf(paper);
      return [permit === undefined ? paper.type : paperNames[permit], paper.number];
    });

/** Opens a chat with the maker that already names the product. `wa.me` takes the number without `+` (WhatsApp, “click to chat”). */
export const chatUrl = (whatsapp: string, { product, seller, page }: ProductPage): string => {
  const text = `Halo ${seller.businessName}, saya tertarik dengan ${product.name} (${page.url}). Apakah masih tersedia?`;
  return `https://wa.me/${whatsapp.replace(/\D/g, '')}?text=${encodeURIComponent(text)}`;
};
