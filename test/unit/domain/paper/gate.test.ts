import { describe, expect, test } from '@jest/globals';
import type { Maker } from '../../../../shared/domain/ikm/maker.ts';
import { judgeLegality, validPapers, verdictEndsAtMs } from '../../../../shared/domain/legality/judge.ts';
import { toListable } from '../../../../shared/domain/listing/to-listable.ts';
import { legalityOf, type DossierPaper } from '../../../../shared/domain/paper/gate.ts';
import type { ProductFile } from '../../../../shared/domain/product/product.ts';

const nowMs = Date.parse('2026-11-22T08:00:00Z');
const productId = '01JCXQ9A1B3C5D7E9F1G3H5J7K';
const halal = 'ID35110000123450822';

const paper = (facts: object, decision?: 'verify' | 'return'): DossierPaper =>
  ({
    paperId: '01JCXQC1D3F5H7K9M1P3R5T7V9',
    facts: { type: 'halal', number: halal, ...facts },
    ...(decision === undefined ? {} : { ruling: { decision, at: 'x', by: 'y', reasons: [] } }),
    archived: false,
  }) as unknown as DossierPaper;

const photoId = '01JCXQB1B3C5D7E9F1G3H5J7K9';
const assessedWith = (papers: readonly DossierPaper[], legality: object[] = []) => {
  const content = {
    name: 'Keripik',
    description: 'Renyah',
    komoditas: 'makanan',
    kind: 'physical',
    shelfLifeDays: 60,
    photos: [photoId],
    legality,
  };
  const file = {
    product: { productId, content, archived: false },
    offers: { etag: '1', whole: { priceIdr: 25_000, availability: 'ready', stock: 1 } },
    approved: { etag: '1', content, at: 'x' },
    photos: [{ photoId, state: 'ready', renditions: { large: { name: 'a.jpg' } } }],
  } as unknown as ProductFile;
  const maker = { state: 'approved', papers } as unknown as Maker;
  const assessed = toListable(file, maker);
  if (assessed.kind !== 'listable') throw new Error('not listable');
  return assessed.listable;
};
const blocks = (papers: readonly DossierPaper[], atMs = nowMs, legality: object[] = []) =>
  judgeLegality(assessedWith(papers, legality), atMs)
    .filter(({ severity }) => severity === 'block')
    .map(({ code }) => code);

const pirt = paper({ type: 'p-irt', number: '2063573010012-30', expiresOn: '2030-05-01' });

describe('the dossier opens and shuts the gate', () => {
  test('without papers food may not be sold; with those of its IKM it may', () => {
    expect(blocks([])).toEqual(expect.arrayContaining(['halal-missing', 'food-permit-missing']));
    expect(blocks([paper({}), pirt])).toEqual([]);
    expect(blocks([paper({}, 'verify'), pirt])).toEqual([]);
  });

  test('the day after its last day shuts it, and the listing is looked at then', () => {
    const papers = [paper({ expiresOn: '2026-12-01' }), pirt];
    const lastMoment = Date.parse('2026-12-01T16:59:59.999Z');
    expect(blocks(papers, lastMoment)).toEqual([]);
    expect(blocks(papers, lastMoment + 1)).toEqual(['halal-expired']);
    expect(verdictEndsAtMs(assessedWith(papers), lastMoment)).toBe(lastMoment + 1);
  });

  test.each([
    ['returned', [paper({}, 'return'), pirt]],
    ['archived', [{ ...paper({}), archived: true }, pirt]],
    ['about other products', [paper({ productIds: ['01JCXQ9A1B3C5D7E9F1G3H5J70'] }), pirt]],
  ])('one that is %s counts nowhere', (_, papers) => {
    expect(blocks(papers)).toEqual(['halal-missing']);
  });

  test('one about this product counts', () => {
    expect(blocks([paper({ productIds: [productId] }), pirt])).toEqual([]);
  });

  test('a non-halal statement satisfies the rule and is never shown to buyers', () => {
    const listable = assessedWith([paper({ type: 'non-halal', number: undefined }), pirt]);
    expect(judgeLegality(listable, nowMs).map(({ severity }) => severity)).not.toContain('block');
    expect(validPapers(listable.legality, nowMs)).toEqual([
      { type: 'P-IRT', number: '2063573010012-30', expiresOn: '2030-05-01' },
    ]);
  });
});

describe('a paper that the product names too', () => {
  const own = { type: 'Halal', number: 'ID 3511 0000 1234 50822' };
  test('stands once, and ends when the dossier says', () => {
    expect(legalityOf(productId, [own], [paper({ expiresOn: '2026-12-01' })])).toEqual([
      { ...own, expiresOn: '2026-12-01' },
    ]);
  });
  test('counts no more once an officer returned it', () => {
    expect(legalityOf(productId, [own], [paper({}, 'return')])).toEqual([]);
  });
  test('firm and person papers are none of a product, nor is a trademark only applied for', () => {
    const others = ['nib', 'consent-letter', 'npwp-statement'].map((type) => paper({ type, number: '1' }));
    expect(legalityOf(productId, [], [...others, paper({ type: 'merek', status: 'permohonan' })])).toEqual([]);
  });
});
