import { describe, expect, test } from '@jest/globals';
import { savePurposeConsent } from '../../../../functions/save-purpose-consent/use-case.ts';
import { withdrawPurposeConsent } from '../../../../functions/withdraw-purpose-consent/use-case.ts';
import { IkmId } from '../../../../shared/domain/ids.ts';
import type { Caller, Role } from '../../../../shared/domain/member/member.ts';
import {
  agreeToPublishing,
  PurposeConsentBody,
  type PurposeConsent,
} from '../../../../shared/domain/privacy/consent.ts';

const ikmId = IkmId.parse('01JCXQ5A2B4C6D8E0F2G4H6J8K');
const as = (role: Role, scope: string): Caller => ({
  subject: role,
  memberships: [{ memberId: 'm', role, scope: [scope] } as never],
});
const owner = as('pemilik', ikmId);
const officer = as('dinas', '35');
const stranger = as('dinas', '51');
const letter = '01JCXR1A2B3C4D5E6F7G8H9J0K';
const now = Date.UTC(2026, 10, 22);

const setUp = (enrolledWith: Record<string, string> = {}) => {
  const kept: PurposeConsent[] = [];
  const deps = {
    ikms: {
      get: () =>
        Promise.resolve({
          ikm: { ikmId, regionCode: '35.73.02', sealed: enrolledWith, createdAt: '2026-01-01T00:00:00.000Z' },
          key: {},
        } as never),
    },
    purposes: {
      read: () => Promise.resolve(kept.at(-1)),
      write: (after: PurposeConsent) => {
        kept.push(after);
        return Promise.resolve('written' as const);
      },
    },
    // what is sealed is told apart by its brackets
    papers: {
      read: (_ikmId: string, id: string) =>
        Promise.resolve(
          id === letter
            ? ({ archived: false, facts: { type: 'consent-letter' }, file: { state: 'ready' } } as never)
            : undefined,
        ),
    },
    sealer: {
      seal: (_key: unknown, fields: Readonly<Record<string, string | undefined>>) =>
        Promise.resolve(Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, `<${text ?? ''}>`]))),
      open: (_key: unknown, sealed: Readonly<Record<string, string>>) =>
        Promise.resolve(Object.fromEntries(Object.entries(sealed).map(([name, text]) => [name, text.slice(1, -1)]))),
    },
    clock: () => now,
  };
  const save = savePurposeConsent(deps);
  return {
    kept,
    save: (caller: Caller, part: object = {}) =>
      save(caller, {
        ikmId,
        purpose: 'publishing',
        body: PurposeConsentBody.parse({
          version: 'v1',
          at: '2026-11-01T03:00:00Z',
          way: 'code',
          by: 'Siti Rahayu',
          ...part,
        }),
      }),
    withdraw: (caller: Caller) => withdrawPurposeConsent(deps)(caller, { ikmId, purpose: 'publishing' }),
    wish: (caller: Caller) => agreeToPublishing(deps.purposes, deps.clock)(caller, { ikmId, regionCode: '35.73.02' }),
  };
};
const codeOf = async (act: Promise<unknown>): Promise<unknown> => {
  try {
    await act;
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('consent to a purpose', () => {
  test('keeps who spoke sealed, and the words before', async () => {
    const { save, withdraw, kept } = setUp();
    expect(await save(officer)).toMatchObject({ agreed: true, way: 'code', by: 'Siti Rahayu', history: [] });
    expect(kept[0]?.sealed).toEqual({ 'consent-publishing': '<Siti Rahayu>' });
    expect(await withdraw(owner)).toMatchObject({ agreed: false, by: null, history: [{ agreed: true, way: 'code' }] });
    expect(JSON.stringify(kept[1]).includes('Siti')).toBe(false);
  });

  test('the same word again writes nothing', async () => {
    const { save, withdraw, kept } = setUp();
    await save(officer);
    await save(officer);
    await withdraw(owner);
    await withdraw(officer);
    expect(kept).toHaveLength(2);
  });

  test.each([
    ['the sign-in of an owner who is not the caller', officer, { way: 'own-sign-in' }, 'forbidden'],
    ['a time that is still to come', officer, { at: '2026-11-23T03:00:00Z' }, 'bad-request'],
    ['an IKM of another office', stranger, {}, 'not-found'],
  ])('refuses %s', async (_, caller, part, code) => {
    expect(await codeOf(setUp().save(caller, part))).toBe(code);
  });

  test('wants the paper of a signed form', () => {
    expect(
      PurposeConsentBody.safeParse({ version: 'v', at: '2026-11-01T03:00:00Z', way: 'signed-photo', by: 'S' }).success,
    ).toBe(false);
  });

  test('after a withdrawal nobody is witness against the owner, who alone agrees again by a wish', async () => {
    const { save, withdraw, wish, kept } = setUp();
    await wish(officer);
    expect(kept.at(-1)).toMatchObject({ agreed: true, way: 'witness', recordedBy: 'dinas' });
    await withdraw(owner);
    await wish(officer);
    expect(await codeOf(save(officer, { way: 'witness' }))).toBe('forbidden');
    // a code that nobody saw is no more than a witness
    expect(await codeOf(save(officer, { way: 'code' }))).toBe('forbidden');
    expect(await codeOf(save(officer, { way: 'signed-photo', paperId: ikmId }))).toBe('bad-request');
    expect(kept.at(-1)?.agreed).toBe(false);
    await wish(owner);
    expect(kept.at(-1)).toMatchObject({ agreed: true, way: 'own-sign-in' });
    await withdraw(owner);
    expect(await save(officer, { way: 'signed-photo', paperId: letter })).toMatchObject({ agreed: true });
  });
});
