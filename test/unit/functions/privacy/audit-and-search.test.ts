import { describe, expect, test } from '@jest/globals';
import { ZipFile } from 'yazl';
import { buffer } from 'node:stream/consumers';
import { holdsPerson } from '../../../../functions/erase-ikm/search-files.ts';
import { listAudit } from '../../../../functions/list-audit/use-case.ts';
import { ReadingBody } from '../../../../functions/read-nik/reading.ts';
import { readNik } from '../../../../functions/read-nik/use-case.ts';
import { IkmId } from '../../../../shared/domain/ids.ts';
import type { Caller, Role } from '../../../../shared/domain/member/member.ts';
import { marksOf } from '../../../../shared/domain/privacy/holds-person.ts';

const ikmId = IkmId.parse('01JCXQ5A2B4C6D8E0F2G4H6J8K');
const as = (role: Role, ...scope: string[]): Caller => ({
  subject: role,
  memberships: [{ memberId: 'm', role, scope } as never],
});
const codeOf = async (act: Promise<unknown>): Promise<unknown> => {
  try {
    await act;
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the trail', () => {
  const list = (caller: Caller, question: Parameters<ReturnType<typeof listAudit>>[1]) =>
    codeOf(
      listAudit({
        placeOfIkm: () => Promise.resolve({ ikmId, regionCode: '35.73.02' }),
        trail: {
          ofThing: () => Promise.resolve({ rows: [], position: undefined }),
          ofDay: () => Promise.resolve({ rows: [], position: undefined }),
        },
      })(caller, question, 25, undefined),
    );

  test.each([
    ['its owner', as('pemilik', ikmId), 'done'],
    ['its officer', as('dinas', '35'), 'done'],
    ['the ministry', as('kementerian'), 'done'],
    ['another office', as('dinas', '51'), 'not-found'],
    ['its mentor', as('pendamping', ikmId), 'not-found'],
  ])('of an IKM is answered to %s: %#', async (_, caller, answer) => {
    expect(await list(caller, { thing: 'ikm', id: ikmId })).toBe(answer);
  });

  test('of other things, and of a day, is the ministry’s', async () => {
    for (const question of [{ thing: 'member', id: 'm' } as const, { day: '2026-11-22' }]) {
      expect(await list(as('kementerian'), question)).toBe('done');
      expect(await list(as('dinas', '35'), question)).toBe('forbidden');
    }
  });
});

test('a NIK is read in full by officers alone', async () => {
  const read = (caller: Caller) =>
    readNik({
      ikms: { get: () => Promise.resolve({ ikm: { ikmId, regionCode: '35.73.02' }, key: {} } as never) },
      sealer: { open: () => Promise.resolve({ nik: '3573015507850001' }) },
    })(caller, ikmId);
  expect(await read(as('dinas', '35'))).toEqual({ nik: '3573015507850001', npwp: null, phone: null });
  expect(await codeOf(read(as('pemilik', ikmId)))).toBe('forbidden');
  expect(await codeOf(read(as('dinas', '51')))).toBe('not-found');
});

describe('files that name a person', () => {
  const marks = marksOf(
    { nib: undefined },
    { nik: '3573015507850001', phone: '+6281234567890', ownerName: 'Siti Aminah' },
  );
  const zipped = (text: string): Promise<Buffer> => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(text), 'xl/sharedStrings.xml');
    zip.end();
    return buffer(zip.outputStream);
  };

  test.each([
    ['the NIK', 'nama;nik\nx;3573015507850001', true],
    ['the phone as people write it', '0081234567890', true],
    ['the name in capitals', 'SITI AMINAH', true],
    ['somebody else', 'Budi;3573015507850002;081234567891', false],
  ])('are found by %s', async (_, text, found) => {
    expect(await holdsPerson(Buffer.from(text), marks)).toBe(found);
    expect(await holdsPerson(await zipped(text), marks)).toBe(found);
  });

  test('count as naming them when they cannot be looked into', async () => {
    expect(await holdsPerson(Buffer.from('PK\u0003\u0004 broken'), marks)).toBe(true);
  });
});

test.each([
  ['Verifikasi berkas KUR 2026', true],
  ['NIK 3573014101900001', false],
  ['telepon 0812-3456-7890', false],
  ['NPWP 09.254.294.3-407.000', false],
])('a note that stays in the trail holds no numbers of persons: %s', (note, fits) => {
  expect(ReadingBody.safeParse({ reason: 'verification', note }).success).toBe(fits);
});
