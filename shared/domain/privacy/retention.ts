/**
 * For how long what is kept that ends by itself, in days. Where the store ends it (an item's `expiresAt`, a bucket's rule),
 * its number comes from here.
 */
export const retentionDays = {
  /** The trail of who saw or changed what: five years, as long as a state office may be asked about it. */
  audit: 5 * 365,
  /** A copy of a person's data, made when they asked for it. */
  exports: 7,
  /** A file handed in for an import, and its report. */
  imports: 7,
  /** An upload that no photo came of. */
  uploads: 2,
  /** An export pack. */
  packs: 7,
} as const;
