/** Whose listings a cause concerns. */
export type Concerns = 'product' | 'ikm' | 'account' | 'sentra';

/**
 * What a listing should be depends on more than its product: which event concerns which listings. What is not here changes
 * no listing (a saved product is not yet approved; a rejected photo was never shown).
 */
export const causes = {
  'product.curated.v1': 'product',
  'product.offer-changed.v1': 'product',
  'product.archived.v1': 'product',
  'photo.processed.v1': 'product',
  'ikm.verified.v1': 'ikm',
  'ikm.closed.v1': 'ikm',
  'ikm.profile-changed.v1': 'ikm',
  'ikm.consent-changed.v1': 'ikm',
  'paper.saved.v1': 'ikm',
  'paper.checked.v1': 'ikm',
  'paper.expired.v1': 'ikm',
  'account.connected.v1': 'account',
  'account.lost.v1': 'account',
  'account.rules-changed.v1': 'account',
  'account.consent-changed.v1': 'ikm',
  'shop.read.v1': 'account',
  'partner.saved.v1': 'account',
  'partner.disabled.v1': 'account',
  'sentra.categories-changed.v1': 'sentra',
} as const satisfies Readonly<Record<string, Concerns>>;
export type Cause = keyof typeof causes;
