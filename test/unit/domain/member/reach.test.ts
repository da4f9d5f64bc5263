import { expect, test } from '@jest/globals';
import { MemberId } from '../../../../shared/domain/ids.ts';
import { anyone, isAllowed, officers, type Membership } from '../../../../shared/domain/member/member.ts';
import { reachesThroughSentra, reachOf } from '../../../../shared/domain/member/reach.ts';

const held = (role: Membership['role'], scope: string[], more: Partial<Membership> = {}): Membership => ({
  memberId: MemberId.parse('01JABCDEFGHJKMNPQRSTVWXYZ0'),
  role,
  scope,
  ...more,
});

test('areas within others are left out, and kinds of a mentor’s scope are kept apart', () => {
  const memberships = [
    held('dinas', ['35.73', '35', '33.20', '3']),
    held('pemilik', ['i1']),
    held('pendamping', ['s1', 'i2'], { sentraIds: ['s1'] }),
    held('pendamping', ['x']),
    held('mitra', ['p1']),
  ];
  expect(reachOf({ subject: 's', memberships }, anyone)).toEqual({
    everything: false,
    areas: ['3', '33.20', '35'],
    sentraIds: ['s1', 'x'],
    ikmIds: ['i1', 'i2', 'x'],
  });
});

test('the id of a sentra in a scope opens the sentra only to whom it was given as one', () => {
  const caller = (sentraIds: string[]) => ({ subject: 's', memberships: [held('pendamping', ['x'], { sentraIds })] });
  expect(isAllowed(caller([]), { ikmId: 'x' }, anyone)).toBe(true);
  expect(isAllowed(caller([]), { ikmId: 'i1', sentraId: 'x' }, anyone)).toBe(false);
  expect(isAllowed(caller([]), { sentraId: 'x' }, anyone)).toBe(false);
  expect(isAllowed(caller(['x']), { ikmId: 'i1', sentraId: 'x' }, anyone)).toBe(true);
  expect(isAllowed(caller(['x']), { ikmId: 'x' }, anyone)).toBe(false);
});

test('only the roles asked for count', () => {
  const memberships = [held('kementerian', []), held('pemilik', ['i1'])];
  expect(reachOf({ subject: 's', memberships }, anyone).everything).toBe(true);
  expect(reachOf({ subject: 's', memberships }, ['pemilik'])).toMatchObject({ everything: false, ikmIds: ['i1'] });
});

test('a claim makes a mentor of an office, never an officer', () => {
  const caller = { subject: 's', memberships: [held('dinas', ['33'], { sharedIkmIds: ['i1'] })] };
  const place = { ikmId: 'i1', regionCode: '35.73' };
  expect(isAllowed(caller, place, anyone)).toBe(true);
  expect(isAllowed(caller, place, officers)).toBe(false);
  expect(isAllowed(caller, { ...place, ikmId: 'i2' }, anyone)).toBe(false);
  expect(isAllowed(caller, { regionCode: '35.73' }, anyone)).toBe(false);
  expect(reachOf(caller, anyone)).toMatchObject({ areas: ['33'], ikmIds: ['i1'] });
  expect(reachOf(caller, officers).ikmIds).toEqual([]);
});

test('an owner who wants no help is out of reach, whatever the scope says', () => {
  const caller = {
    subject: 's',
    memberships: [
      held('pendamping', ['s1', 'i1', 'i2'], { sentraIds: ['s1'], withoutIkmIds: ['i1', 'i3'] }),
      held('pendamping', ['s2'], { sentraIds: ['s2'], withoutIkmIds: ['i4'] }),
      held('pendamping', ['s2'], { sentraIds: ['s2'], withoutIkmIds: ['i5', 'i4'] }),
    ],
  };
  expect(isAllowed(caller, { ikmId: 'i1', sentraId: 's1' }, anyone)).toBe(false);
  expect(isAllowed(caller, { ikmId: 'i9', sentraId: 's1' }, anyone)).toBe(true);
  expect(isAllowed(caller, { sentraId: 's1' }, anyone)).toBe(true);
  const reach = reachOf(caller, anyone);
  expect(reach).toMatchObject({ sentraIds: ['s1', 's2'], ikmIds: ['i2'] });
  const through = (sentraId: string, ikmId: string) => reachesThroughSentra(reach, { sentraId, ikmId });
  expect(through('s1', 'i9')).toBe(true);
  expect(through('s1', 'i3')).toBe(false);
  expect(through('s2', 'i4')).toBe(false);
  // one of two memberships still reaches it
  expect(through('s2', 'i5')).toBe(true);
  expect(isAllowed(caller, { ikmId: 'i5', sentraId: 's2' }, anyone)).toBe(true);
});
