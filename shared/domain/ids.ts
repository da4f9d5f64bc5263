import * as z from 'zod';

/**
 * Identifiers are ULIDs made by the client (26 characters of Crockford base 32, upper case), so that a phone may repeat
 * a creation safely. Each kind is a brand of its own: a product's id never fits where an IKM's is asked for.
 */
const ulid = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  .meta({ description: 'ULID, 26 characters', example: '01JABCDEFGHJKMNPQRSTVWXYZ0' });

export const SentraId = ulid.brand<'SentraId'>();
export type SentraId = z.infer<typeof SentraId>;
export const IkmId = ulid.brand<'IkmId'>();
export type IkmId = z.infer<typeof IkmId>;
export const ProductId = ulid.brand<'ProductId'>();
export type ProductId = z.infer<typeof ProductId>;
export const VariantId = ulid.brand<'VariantId'>();
export type VariantId = z.infer<typeof VariantId>;
export const PhotoId = ulid.brand<'PhotoId'>();
export type PhotoId = z.infer<typeof PhotoId>;
export const MemberId = ulid.brand<'MemberId'>();
export type MemberId = z.infer<typeof MemberId>;
export const AccountId = ulid.brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;
export const TransferId = ulid.brand<'TransferId'>();
export type TransferId = z.infer<typeof TransferId>;
export const DuplicateId = ulid.brand<'DuplicateId'>();
export type DuplicateId = z.infer<typeof DuplicateId>;
export const OrderId = ulid.brand<'OrderId'>();
export type OrderId = z.infer<typeof OrderId>;
export const DataRequestId = ulid.brand<'DataRequestId'>();
export type DataRequestId = z.infer<typeof DataRequestId>;
export const PackId = ulid.brand<'PackId'>();
export type PackId = z.infer<typeof PackId>;
export const ImportId = ulid.brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;
export const PaperId = ulid.brand<'PaperId'>();
export type PaperId = z.infer<typeof PaperId>;
export const ClaimId = ulid.brand<'ClaimId'>();
export type ClaimId = z.infer<typeof ClaimId>;
export const BatchId = ulid.brand<'BatchId'>();
export type BatchId = z.infer<typeof BatchId>;
export const NoteId = ulid.brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;
export const TargetId = ulid.brand<'TargetId'>();
export type TargetId = z.infer<typeof TargetId>;
