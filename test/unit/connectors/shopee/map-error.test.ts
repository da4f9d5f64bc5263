import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { errorRules } from '../../../../connectors/shopee/error-table.ts';
import {
  isKnownError,
  mapError,
  mapFailedReason,
  untilShopeeMidnight,
} from '../../../../connectors/shopee/map-error.ts';

/** Every name in the error lists and samples of the documents of the calls we make. */
const names: readonly string[] = JSON.parse(readFileSync(new URL('./error-names.json', import.meta.url), 'utf8'));
const call = { creates: false, nowMs: Date.UTC(2026, 10, 22, 3) };

describe('error names', () => {
  test.each(names.map((name) => [name]))('%s is mapped on purpose', (name) => {
    expect(isKnownError(name)).toBe(true);
  });

  test('the table names nothing that no document lists', () => {
    const listed = new Set(names.flatMap((name) => [name, name.replace(/^[a-z_]+\./, '')]));
    expect([...errorRules.keys()].filter((name) => !listed.has(name))).toEqual([]);
  });

  test('every refusal tells its owner in both languages what is wrong and what to do', () => {
    for (const name of names) {
      const refusal = mapError(name, 'why', call);
      const problems =
        refusal.kind === 'rejected' ? refusal.problems : refusal.kind === 'deferred' ? [refusal.reason] : [];
      for (const { code, message, fix } of problems) {
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        for (const sentence of [message.id, message.en, fix.id, fix.en]) expect(sentence.length).toBeGreaterThan(10);
        expect(message.id).not.toBe(message.en);
      }
    }
  });

  test.each([
    ['error_auth', 'Invalid access_token.', 'token-refused'],
    ['invalid_acceess_token', 'Invalid access_token, please have a check.', 'token-refused'],
    ['common.error_auth', 'Invalid access_token.', 'token-refused'],
    ['error_param', 'There is no access_token in query.', 'token-refused'],
    ['error_auth', 'Invalid refresh_token.', 'account-lost'],
    ['error_auth', 'Invalid partner_id or shopid.', 'account-lost'],
    ['partner_shop_no_link', '', 'account-lost'],
    ['shop_banned', '', 'account-lost'],
    ['error_auth', 'No permission to current api.', 'retry'],
    ['error_auth', 'Please wait for the holiday mode set then to edit item. Please try later.', 'deferred'],
    ['error_auth', 'Stock should be larger than reserved stock.', 'deferred'],
    ['error_param', 'Can not update item with stock less than reserve stock', 'deferred'],
    ['error_auth', 'Invalid code', 'rejected'],
    ['error_sign', 'Wrong sign.', 'retry'],
    ['error_param', 'Timestamp is expired.', 'retry'],
    ['error_param', 'Image not exist.', 'rejected'],
    ['error_param', 'The information you queried is not found.', 'gone'],
    ['error_data', 'data not exist', 'gone'],
    ['error_item_not_found', 'Product not found', 'gone'],
    ['product.error_busi', 'The GTIN code is mandatory, please check and upload again.', 'rejected'],
    ['error_price_exceed_min_limitt', '', 'rejected'],
    ['error_incalid_category', '', 'rejected'],
    ['error_cannt_edit_price_in_promotion', '', 'deferred'],
    ['error_in_item_promotion_unlsit_lock', '', 'deferred'],
    ['error_system_busy', '', 'retry'],
  ])('%s “%s” → %s', (name, message, kind) => {
    expect(mapError(name, message, call).kind).toBe(kind);
  });

  test('messages that leave the cause open are quoted, bounded', () => {
    const refusal = mapError('error_invalid_logistic_info', `invalid logistic info , ${'x'.repeat(1000)}`, call);
    if (refusal.kind !== 'rejected') throw new Error(refusal.kind);
    expect(refusal.problems[0]?.message.id).toContain('invalid logistic info');
    expect(refusal.problems[0]?.message.id.length).toBeLessThan(500);
  });

  test('an internal fault leaves a create in doubt and lets all else be repeated', () => {
    for (const name of ['error_server', 'error_inner', 'error_network', 'error_system_busy', 'product.error_server']) {
      expect(mapError(name, 'Something wrong. Please try later.', { ...call, creates: true }).kind).toBe('unknown');
      expect(mapError(name, 'Something wrong. Please try later.', call).kind).toBe('retry');
    }
    expect(mapError('error_busi_add_item_failed', 'Add item failed.', { ...call, creates: true }).kind).toBe('retry');
  });

  test('a name that no document lists is tried again under its own code', () => {
    expect(mapError('error_from_next_year', 'new', call)).toMatchObject({
      kind: 'retry',
      marketplaceCode: 'error_from_next_year',
    });
    expect(mapError('error_from_next_year', 'new', { ...call, creates: true }).kind).toBe('unknown');
  });

  test('the rate limit slows down; the daily limit waits for midnight in UTC+8', () => {
    expect(mapError('error_rate_limit', '', call)).toMatchObject({ kind: 'retry', slowDown: true });
    expect(mapError('error_limit', '', call)).toMatchObject({ kind: 'retry', slowDown: true, afterMs: 13 * 3_600_000 });
    expect(untilShopeeMidnight(Date.UTC(2026, 10, 22, 15, 59))).toBe(60_000);
  });
});

describe('partial results', () => {
  test.each([
    ["Can't unlist item when item is under promotion", 'deferred'],
    ['error_cannt_edit_price_in_promotion', 'deferred'],
    ['Stock should be larger than reserved stock.', 'deferred'],
    ['Item_id is not found.', 'gone'],
    ['Original_price is bigger than max price limit.', 'rejected'],
    ['something new', 'rejected'],
  ])('%s → %s', (reason, kind) => {
    expect(mapFailedReason(reason, call).kind).toBe(kind);
  });
});
