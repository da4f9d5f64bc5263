import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IkmId, PaperId } from '../../../../shared/domain/ids.ts';
import { doubtsOf } from '../../../../shared/domain/paper/doubts.ts';
import { readPirt } from '../../../../shared/domain/paper/p-irt.ts';
import { PaperBody, type Paper } from '../../../../shared/domain/paper/paper.ts';
import { isEnding, nextReminder, reachedReminder } from '../../../../shared/domain/paper/remind.ts';
import { stateOfPaper } from '../../../../shared/domain/paper/state.ts';
import { toIso } from '../../../../shared/domain/time.ts';

const nowMs = Date.parse('2026-11-22T08:00:00Z');
const paper = (facts: object, more: Partial<Paper> = {}): Paper => ({
  paperId: PaperId.parse('01JCXQC1D3F5H7K9M1P3R5T7V9'),
  ikmId: IkmId.parse('01JCXQ5A2B4C6D8E0F2G4H6J8K'),
  regionCode: '35.73.02',
  etag: '1',
  revision: '1',
  facts: PaperBody.parse(facts),
  archived: false,
  createdWith: 'x',
  createdAt: toIso(nowMs),
  updatedAt: toIso(nowMs),
  ...more,
});
const codesOf = (facts: object): string[] => {
  const parsed = PaperBody.safeParse(facts);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => (issue as { params?: { code?: string } }).params?.code ?? issue.code);
};
const doubts = (facts: object) => doubtsOf(paper(facts), nowMs).map(({ code }) => code);
const halal = 'ID35110000123450822';
const pirt = '2063573010012-30';

describe('a wrong format is refused', () => {
  test.each([
    [{ type: 'nib', number: '0220001234567' }, []],
    [{ type: 'nib', number: '022000123456' }, ['bad-nib']],
    [{ type: 'halal', number: halal }, []],
    [{ type: 'halal', number: `${halal}1` }, ['bad-halal']],
    [{ type: 'halal', number: 'proses' }, ['bad-halal']],
    [{ type: 'halal', number: 'KH.12345/2026' }, ['halal-number-is-decree']],
    [{ type: 'p-irt', number: pirt }, []],
    [{ type: 'p-irt', number: `P-IRT No. ${pirt}` }, []],
    [{ type: 'p-irt', number: '206357301001' }, ['bad-p-irt']],
    [{ type: 'bpom', number: 'BPOM RI MD 867031234567' }, []],
    [{ type: 'bpom', number: 'MD 867031234567890' }, []],
    [{ type: 'bpom', number: 'NA18201234567' }, []],
    [{ type: 'bpom', number: 'POM TR 123456789' }, []],
    [{ type: 'bpom', number: 'MD 8670' }, ['bad-bpom']],
    [{ type: 'sni', number: 'SNI 01-2346-2006' }, []],
    [{ type: 'sni' }, ['required']],
    [{ type: 'tkdn-ik', number: 'apa saja' }, []],
    [{ type: 'merek', number: 'IDM000123456', class: 30, status: 'terdaftar' }, []],
    [{ type: 'merek', number: 'IDM000123456' }, ['required', 'required']],
    [{ type: 'merek', number: 'IDM000123456', class: 46, status: 'terdaftar' }, ['too_big']],
    [{ type: 'non-halal' }, []],
    [{ type: 'npwp-statement', number: '3573015506800001' }, ['personal-number']],
    [{ type: 'consent-letter', number: '12.345.678.9-012.345' }, ['personal-number']],
    [{ type: 'halal', number: halal, issuedOn: '2026-02-01', expiresOn: '2026-01-31' }, ['before-issue']],
  ])('%j', (facts, codes) => {
    expect(codesOf(facts)).toEqual(codes);
  });

  test('whatever is typed as a number is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (number) => {
        for (const type of ['nib', 'halal', 'p-irt', 'bpom', 'merek', 'other']) codesOf({ type, number });
        readPirt(number);
      }),
    );
  });
});

describe('what looks unusual is warned of', () => {
  test.each([
    [{ type: 'halal', number: halal }, []],
    [{ type: 'halal', number: 'ID99110000123450822' }, ['halal-number-doubtful']],
    [{ type: 'halal', number: 'ID35110000123451322' }, ['halal-number-doubtful']],
    [{ type: 'p-irt', number: pirt, expiresOn: '2030-05-01' }, []],
    [{ type: 'p-irt', number: pirt }, ['expiry-missing']],
    [{ type: 'p-irt', number: pirt, expiresOn: '2029-05-01' }, ['p-irt-year-differs']],
    [{ type: 'p-irt', number: '9063573010012-30', expiresOn: '2030-05-01' }, ['p-irt-number-doubtful']],
    [{ type: 'p-irt', number: '2063301010012-30', expiresOn: '2030-05-01' }, ['p-irt-elsewhere']],
    [{ type: 'bpom', number: 'ML 867031234567' }, ['bpom-import']],
    [{ type: 'merek', number: 'R002013012345', class: 30, status: 'terdaftar' }, ['merek-number-doubtful']],
    [{ type: 'merek', number: 'DID2026012345', class: 30, status: 'permohonan' }, []],
    [{ type: 'halal', number: halal, expiresOn: '2026-12-22' }, ['paper-expiring']],
    [{ type: 'halal', number: halal, expiresOn: '2026-11-21' }, ['paper-expired']],
    [{ type: 'halal', number: halal, issuedOn: '2026-11-23' }, ['issued-ahead']],
  ])('%j', (facts, codes) => {
    expect(doubts(facts)).toEqual(codes);
  });

  test('the digits of a P-IRT number are told', () => {
    expect(readPirt(pirt)).toEqual({
      packaging: 'plastic',
      foodType: '06',
      regionCode: '35.73',
      product: '01',
      maker: '0012',
      expiryYear: 2030,
    });
  });

  test('the warning says how many days are left, in Jakarta', () => {
    const [told] = doubtsOf(paper({ type: 'halal', number: halal, expiresOn: '2026-12-21' }), nowMs);
    expect(told?.message.id).toBe('Sertifikat halal habis 30 hari lagi.');
  });
});

describe('where a paper stands', () => {
  const ruling = (decision: 'verify' | 'return') => ({ decision, at: toIso(nowMs), by: 'x', reasons: [] });
  const facts = { type: 'halal', number: halal, expiresOn: '2026-11-22' };
  test('its last day is its own until midnight in Jakarta', () => {
    expect(stateOfPaper(paper(facts), Date.parse('2026-11-22T16:59:59.999Z'))).toBe('unchecked');
    expect(stateOfPaper(paper(facts), Date.parse('2026-11-22T17:00:00Z'))).toBe('expired');
    expect(stateOfPaper(paper(facts, { ruling: ruling('verify') }), nowMs)).toBe('verified');
    expect(stateOfPaper(paper(facts, { ruling: ruling('verify') }), nowMs + 86_400_000)).toBe('expired');
    expect(stateOfPaper(paper(facts, { ruling: ruling('return') }), nowMs + 86_400_000)).toBe('returned');
  });

  test('reminders come 60, 30 and 7 days before its end, and at its end', () => {
    const days: number[] = [];
    const of = paper({ type: 'halal', number: halal, expiresOn: '2027-06-30' });
    let at = nowMs;
    for (let next = nextReminder(of, at); next !== undefined; next = nextReminder(of, at)) {
      days.push(next.days);
      at = next.atMs;
      expect(reachedReminder(of, at)).toEqual(next);
      expect(reachedReminder(of, at - 1)?.days).not.toBe(next.days);
    }
    expect(days).toEqual([60, 30, 7, 0]);
    expect(isEnding(of, nowMs)).toBe(false);
    expect(isEnding(of, at)).toBe(true);
    expect(isEnding({ ...of, archived: true }, at)).toBe(false);
  });
});
