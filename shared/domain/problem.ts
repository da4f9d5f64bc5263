/**
 * Everything a user can do wrong, or be refused, by a stable code. Status and sentences stand in one table
 * (`shared/middleware/problem.ts`); the compiler asks for a row there when a code is added here.
 */
export type ProblemCode =
  | 'bad-request'
  | 'malformed-json'
  | 'body-too-large'
  | 'invalid-cursor'
  | 'not-a-member'
  | 'forbidden'
  | 'not-found'
  | 'if-match-required'
  | 'stale-etag'
  | 'id-taken'
  | 'identity-fixed'
  | 'already-enrolled'
  | 'origin-unexplained'
  | 'shops-connected'
  | 'wrong-state'
  | 'wrong-code'
  | 'too-many-requests'
  | 'unknown-region'
  | 'shop-already-connected'
  | 'unknown-marketplace'
  | 'authorization-failed'
  | 'no-report'
  | 'too-many-photos'
  | 'photo-taken'
  | 'photo-not-ready'
  | 'stock-too-low'
  | 'already-listed'
  | 'already-linked'
  | 'item-has-variants'
  | 'dossier-full'
  | 'batch-full'
  | 'conflict'
  | 'unavailable'
  | 'internal';

/** One fault at one place of the request: `path` is a JSON pointer without the leading slash, e.g. `owner/nik`. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly message: { readonly id: string; readonly en: string };
}

/** Thrown by domain and use cases for a failure its user can cause or must hear about. Anything else thrown is our fault. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly faults: readonly FieldFault[];
  constructor(code: ProblemCode, faults: readonly FieldFault[] = [], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.faults = faults;
  }
}
