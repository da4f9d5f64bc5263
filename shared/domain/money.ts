/** Whole rupiah as Indonesian spelling wants it: `Rp18.500`, no space (EYD; `Intl` would put one). */
export const rupiah = (amount: number): string => `Rp${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')}`;
