import { compactNumber, permitOf, type Paper as Permit } from '../legality/permits.ts';
import type { Paper } from './paper.ts';
import { paperNames, type PaperType } from './types.ts';

/** Papers that say something of a product; the others are about the firm or a person. */
const aboutProducts: ReadonlySet<PaperType> = new Set([
  'halal',
  'non-halal',
  'p-irt',
  'bpom',
  'sni',
  'merek',
  'tkdn-ik',
]);

/** A paper as far as products need it. */
export type DossierPaper = Pick<Paper, 'paperId' | 'facts' | 'ruling' | 'archived'>;

const isSame = (one: Permit, { facts: { type, number } }: DossierPaper): boolean =>
  number !== undefined &&
  permitOf(one) === permitOf({ type, number }) &&
  compactNumber(one.number) === compactNumber(number);

/**
 * What counts as a product's papers: its own, and those of its IKM's dossier that are about it or about all of the IKM, once each.
 * One that an officer returned counts nowhere, and the dossier knows the end of one that the product names without.
 */
export const legalityOf = (
  productId: string,
  own: readonly Permit[],
  dossier: readonly DossierPaper[],
): readonly Permit[] => {
  const standing = dossier.filter(
    ({ archived, facts: { type, productIds, status } }) =>
      !archived &&
      aboutProducts.has(type) &&
      status !== 'permohonan' &&
      productIds?.some((each) => each === productId) !== false,
  );
  const [returned, counted] = [
    standing.filter(({ ruling }) => ruling?.decision === 'return'),
    standing.filter(({ ruling }) => ruling?.decision !== 'return'),
  ];
  const kept = own
    .filter((one) => !returned.some((paper) => isSame(one, paper)))
    .map((one) => {
      const known = counted.find((paper) => isSame(one, paper))?.facts.expiresOn;
      return one.expiresOn === undefined && known !== undefined ? { ...one, expiresOn: known } : one;
    });
  const more = counted
    .filter((paper) => !own.some((one) => isSame(one, paper)))
    .map(({ paperId, facts: { type, number = '', expiresOn } }) => ({
      type: paperNames[type].id,
      number,
      ...(expiresOn === undefined ? {} : { expiresOn }),
      paperId,
    }));
  return [...kept, ...more];
};
