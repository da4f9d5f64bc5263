import { expect, test } from '@jest/globals';
import { MemberId } from '../../../../shared/domain/ids.ts';
import { anyone, type Membership } from '../../../../shared/domain/member/member.ts';
import { reachOf } from '../../../../shared/domain/member/reach.ts';

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

test('only the roles asked for count', () => {
  const memberships = [held('kementerian', []), held('pemilik', ['i1'])];
  expect(reachOf({ subject: 's', memberships }, anyone).everything).toBe(true);
  expect(reachOf({ subject: 's', memberships }, ['pemilik'])).toMatchObject({ everything: false, ikmIds: ['i1'] });
});
