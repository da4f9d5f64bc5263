import * as z from 'zod';
import { ProblemError } from '../problem.ts';
import type { Curation, Product } from './product.ts';
import { line } from '../text.ts';

/** An officer's decision on the content with this etag. */
export const CurationDecision = z
  .strictObject({
    etag: z.string().min(1).max(40),
    decision: z.enum(['approve', 'return', 'reject']),
    reasons: z.array(line(500)).max(20).default([]),
  })
  .refine(({ decision, reasons }) => decision === 'approve' || reasons.length > 0, {
    path: ['reasons'],
    params: {
      code: 'required',
      message: {
        id: 'Tulis alasannya, supaya pemilik tahu apa yang harus diperbaiki.',
        en: 'Give the reasons, so that the owner knows what to correct.',
      },
    },
  });
export type CurationDecision = z.infer<typeof CurationDecision>;

type Standing = Pick<Product, 'curation' | 'archived' | 'etag' | 'reasons'>;

const decided = { approve: 'approved', return: 'returned', reject: 'rejected' } as const satisfies Record<
  CurationDecision['decision'],
  Curation
>;

/** @throws ProblemError `wrong-state` for an archived product: nothing about it changes any more. */
export const mustBeCurrent = ({ archived }: Pick<Product, 'archived'>): void => {
  if (archived) throw new ProblemError('wrong-state');
};

/** Where a change of content leads: what waits for an officer goes on waiting, with the newer text; a decision is spent. */
export const afterEdit = (curation: Curation): Curation =>
  curation === 'submitted' || curation === 'returned' ? curation : 'draft';

/**
 * Where handing in leads; `undefined` when it already is there or approved, so that a repetition is harmless.
 * @throws ProblemError `wrong-state` for rejected content (change it first) and archived products.
 */
export const afterSubmission = (product: Standing): 'submitted' | undefined => {
  mustBeCurrent(product);
  switch (product.curation) {
    case 'draft':
    case 'returned':
      return 'submitted';
    case 'submitted':
    case 'approved':
      return undefined;
    case 'rejected':
      throw new ProblemError('wrong-state');
  }
};

/**
 * Where a decision leads; `undefined` when exactly this was decided already.
 * @throws ProblemError `stale-etag` when the content changed since the officer looked; `wrong-state` when it does not
 * wait for a decision.
 */
export const afterDecision = (
  product: Standing,
  { etag, decision, reasons }: CurationDecision,
): 'approved' | 'returned' | 'rejected' | undefined => {
  mustBeCurrent(product);
  if (product.etag !== etag) throw new ProblemError('stale-etag');
  const to = decided[decision];
  if (product.curation === 'submitted') return to;
  const isRepeated = product.curation === to && JSON.stringify(product.reasons) === JSON.stringify(reasons);
  if (isRepeated) return undefined;
  throw new ProblemError('wrong-state');
};

/** The product that an officer decides on, if it is one approved unseen: by the version that was approved. */
export const isAfterCheck = (
  { afterCheck }: Pick<Product, 'afterCheck'>,
  { etag }: Pick<CurationDecision, 'etag'>,
): boolean => afterCheck !== undefined && afterCheck === etag;

/** The product after its after-check: kept as it is, or with its approval taken back. */
export const afterCheckOf = (product: Product, { decision, reasons }: CurationDecision): Product => {
  mustBeCurrent(product);
  const { afterCheck: _, ...rest } = product;
  if (decision === 'approve') return rest;
  return { ...rest, curation: decided[decision], reasons, approvedEtag: undefined, approvalWithdrawn: true };
};
