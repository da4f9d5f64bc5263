import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isKnownError, mapError, type LazadaError } from '../../../../connectors/lazada/map-error.ts';

/** Every number and name in the error tables of the documents of the calls we make. */
const codes: readonly string[] = JSON.parse(readFileSync(new URL('./error-codes.json', import.meta.url), 'utf8'));
const creates = { creates: true };
const repeats = { creates: false };

const error = (code: string, message = '', detail: readonly Partial<LazadaError['detail'][number]>[] = []) => ({
  code,
  type: 'ISV',
  message,
  detail: detail.map((entry) => ({ code: '', field: '', message: '', ...entry })),
});

describe('error codes', () => {
  test.each(codes.map((code) => [code]))('%s is mapped on purpose', (code) => {
    expect(isKnownError(code)).toBe(true);
  });

  test('every refusal tells its owner in both languages what is wrong and what to do', () => {
    for (const code of codes) {
      const refusal = mapError(error(code, 'why'), repeats);
      const problems =
        refusal.kind === 'rejected' ? refusal.problems : refusal.kind === 'deferred' ? [refusal.reason] : [];
      for (const problem of problems) {
        expect(problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        for (const text of [problem.message.id, problem.message.en, problem.fix.id, problem.fix.en])
          expect(text.length).toBeGreaterThan(10);
        expect(problem.message.id).not.toBe(problem.message.en);
      }
    }
  });

  test.each([
    ['IllegalAccessToken', 'token-refused'],
    ['IllegalRefreshToken', 'account-lost'],
    ['AUTH_TYPE_UNSUPPORTED', 'account-lost'],
    ['InvalidCode', 'rejected'],
    ['IncompleteSignature', 'retry'],
    ['901', 'retry'],
    ['998', 'retry'],
    ['4147', 'retry'],
    ['4155', 'deferred'],
    ['4170', 'deferred'],
    ['4148', 'deferred'],
    ['SellerNotActive', 'deferred'],
    ['4225', 'rejected'],
    ['4137', 'gone'],
    ['208', 'gone'],
    ['16', 'gone'],
  ])('%s is %s', (code, kind) => {
    expect(mapError(error(code), repeats).kind).toBe(kind);
  });

  test.each([
    ['4160', 'name-too-long', 'name'],
    ['4129', 'name-has-forbidden-characters', 'name'],
    ['4116', 'photo-duplicate', 'photos'],
    ['4158', 'photo-duplicate', 'photos'],
    ['4138', 'photo-refused', 'photos'],
    ['4153', 'photo-refused', 'photos'],
    ['4164', 'parcel-too-heavy', 'package'],
    ['4165', 'parcel-too-big', 'package'],
    ['4163', 'category-needs-approval', 'categoryId'],
    ['4227', 'category-invalid', 'categoryId'],
    ['4110', 'attribute-missing', 'attributes'],
    ['4115', 'attribute-invalid', 'attributes'],
    ['4118', 'price-refused', 'offer/priceIdr'],
    ['4112', 'variants-refused', 'variants'],
  ])('%s stands at our field', (code, problem, path) => {
    expect(mapError(error(code), creates)).toMatchObject({ kind: 'rejected', problems: [{ code: problem, path }] });
  });
});

describe('doubt', () => {
  test.each(['4105', '4126', '4141', '6', '1000', '513', 'ServiceTimeout', '4135', 'SomethingNew'])(
    '%s leaves a create in doubt, and no other call',
    (code) => {
      expect(mapError(error(code), creates).kind).toBe('unknown');
      expect(mapError(error(code), repeats).kind).not.toBe('unknown');
    },
  );

  test('a duplicate SellerSku is told in four ways, one of them inside an internal error', () => {
    const message = 'THD_IC_ERR_F_IC_INFRA_PRODUCT_036: Insert sku outer id relation failed, outerId already exists';
    for (const told of [
      error('4135', message),
      error('500', 'E500: Create product failed', [{ message }]),
      error('500', 'E500', [{ code: '4105', message: 'SellerSku repeat' }]),
    ])
      expect(mapError(told, creates).kind).toBe('unknown');
  });

  test.each(['ApiCallLimit', '901', '4154', 'SellerCallLimit'])('%s slows down and is certainly not done', (code) => {
    expect(mapError(error(code), creates)).toMatchObject({ kind: 'retry', slowDown: true });
  });
});

describe('overview codes', () => {
  test('every entry behind them becomes a problem of its own', () => {
    const refusal = mapError(
      error('500', 'E500: Create product failed', [
        { field: 'name', message: 'THD_IC_ERR_F_PRODUCT_00_15_004:too long' },
        { field: 'package_weight', message: 'BIZ_CHECK_MAX_PACKAGE_WEIGHT:The package weight exceeds 40kg' },
        { field: 'material', message: 'BIZ_CHECK_CAT_PROP_MANDATORY:material' },
      ]),
      creates,
    );
    expect(refusal).toMatchObject({
      kind: 'rejected',
      marketplaceCode: '500',
      problems: [{ code: 'name-too-long' }, { code: 'parcel-too-heavy' }, { code: 'attribute-missing' }],
    });
    expect(JSON.stringify(refusal)).toContain('material');
  });

  test('numbered variants of one cause are that cause', () => {
    const detail = [{ message: 'THD_IC_ERR_F_IC_ABILITY_PG_004:THD_IC_ERR_F_IC_ABILITY_PG_003 Sku edit was blocked' }];
    expect(mapError(error('501', 'E501: Update product failed', detail), repeats)).toMatchObject({
      kind: 'deferred',
      reason: { code: 'under-promotion' },
    });
  });

  test('causes in words are read', () => {
    const detail = [{ message: 'negative sellable on channel inventory' }];
    expect(mapError(error('501', '', detail), repeats)).toMatchObject({
      kind: 'deferred',
      reason: { code: 'stock-below-reserved' },
    });
    expect(mapError(error('503', '', [{ message: 'The sku has been deleted' }]), repeats).kind).toBe('gone');
  });

  test('an unexplained one quotes Lazada', () => {
    const refusal = mapError(error('500', 'E500: Create product failed', [{ message: 'Zut alors' }]), creates);
    expect(refusal).toMatchObject({ kind: 'rejected', problems: [{ code: 'marketplace-refused' }] });
    expect(JSON.stringify(refusal)).toContain('Zut alors');
  });
});
