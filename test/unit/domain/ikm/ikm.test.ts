import { describe, expect, test } from '@jest/globals';
import { IkmBody } from '../../../../shared/domain/ikm/ikm.ts';
import { IkmState, IkmStep, stateAfter, assertChangeable } from '../../../../shared/domain/ikm/state.ts';
import { takeStep } from '../../../../shared/domain/ikm/step.ts';
import type { StoredIkm } from '../../../../shared/domain/ikm/ikm-repository.ts';
import { toIso } from '../../../../shared/domain/time.ts';
import { route as verification } from '../../../../functions/verify-ikm/route.ts';

const body = {
  businessName: 'Keripik "Bu Siti" 🍌 <i>asli</i>',
  owner: { kind: 'person', name: 'Siti Aminah', nik: '3573014101900001', phone: '081234567890' },
  komoditas: 'makanan',
  regionCode: '35.73.02',
  address: 'Jl. Mawar No. 5',
  legalBasis: 'public-task',
};

describe('body', () => {
  test('is taken as it is, markup and emoji too', () => {
    expect(IkmBody.parse(body).businessName).toBe('Keripik "Bu Siti" 🍌 <i>asli</i>');
  });
  test.each([
    ['owner/nik', { owner: { ...body.owner, nik: '357301410190000' } }],
    ['owner/phone', { owner: { ...body.owner, phone: '12' } }],
    ['komoditas', { komoditas: 'elektronik' }],
    ['regionCode', { regionCode: '35' }],
    ['businessName', { businessName: 'Bu\u0000Siti' }],
    ['businessName', { businessName: 'x'.repeat(151) }],
    ['nib', { nib: '12' }],
    ['workers', { workers: -1 }],
    ['workers', { workers: 1.5 }],
    ['consent', { legalBasis: 'consent' }],
    ['', { surprise: 1 }],
  ])('is refused for a wrong %s', (path, part) => {
    const { error } = IkmBody.safeParse({ ...body, ...part });
    expect(error?.issues[0]?.path.join('/')).toBe(path);
  });
});

describe('life of an enrolment', () => {
  const legal: Record<IkmStep, Partial<Record<IkmState, IkmState>>> = {
    submit: { draft: 'submitted', returned: 'submitted' },
    approve: { submitted: 'approved' },
    return: { submitted: 'returned' },
    reject: { submitted: 'rejected' },
    suspend: { approved: 'suspended' },
    restore: { suspended: 'approved' },
    close: {
      draft: 'closed',
      submitted: 'closed',
      returned: 'closed',
      approved: 'closed',
      rejected: 'closed',
      suspended: 'closed',
    },
  };
  test.each(IkmStep.options.flatMap((step) => IkmState.options.map((state) => [step, state] as const)))(
    '%s from %s',
    (step, state) => {
      const wanted = legal[step][state];
      if (wanted === undefined) expect(() => stateAfter(state, step)).toThrow('wrong-state');
      else expect(stateAfter(state, step)).toBe(wanted);
    },
  );
  test('a rejected or closed enrolment is not changed any more', () => {
    for (const state of ['rejected', 'closed'] as const) expect(() => assertChangeable(state)).toThrow('wrong-state');
    for (const state of ['draft', 'submitted', 'returned', 'approved', 'suspended'] as const) assertChangeable(state);
  });
  test('the history keeps the newest fifty steps', () => {
    const caller = { subject: 's', memberships: [] };
    let ikm = { state: 'approved', etag: '1', history: [], reasons: [], locks: ['l'] } as unknown as StoredIkm;
    for (let n = 0; n < 60; n += 1)
      ikm = takeStep(ikm, n % 2 === 0 ? 'suspend' : 'restore', { caller, at: toIso(n), reasons: [String(n)] });
    expect(ikm.history).toHaveLength(50);
    expect(ikm.history.at(-1)).toEqual({ step: 'restore', at: toIso(59), by: 's', reasons: ['59'] });
    expect([ikm.etag, ikm.locks]).toEqual(['61', ['l']]);
    expect(takeStep(ikm, 'close', { caller, at: toIso(60) }).locks).toEqual([]);
  });
  test.each(['return', 'reject', 'suspend'])('to %s needs reasons', (decision) => {
    expect(verification.body.safeParse({ etag: '1', decision }).success).toBe(false);
    expect(verification.body.safeParse({ etag: '1', decision, reasons: ['  '] }).success).toBe(false);
    expect(verification.body.safeParse({ etag: '1', decision, reasons: ['Foto KTP kabur'] }).success).toBe(true);
  });
  test('to approve needs none', () => {
    expect(verification.body.parse({ etag: '1', decision: 'approve' })).toEqual({
      etag: '1',
      decision: 'approve',
      reasons: [],
    });
  });
});
