import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileKey, fileUploadKey, placeOfUpload } from '../../../../shared/domain/paper/file.ts';
import { lookAtFile } from '../../../../shared/domain/paper/look-at-file.ts';

const pdf = (inside: string | Buffer = '') =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n'),
    Buffer.from(inside),
    Buffer.from('\n%%EOF\n'),
  ]);
const packed = (text: string, filter = '/FlateDecode') =>
  pdf(
    Buffer.concat([
      Buffer.from(`2 0 obj <</Type/ObjStm/Filter ${filter}/Length 9>>\nstream\n`),
      deflateSync(Buffer.from(text)),
      Buffer.from('\nendstream endobj'),
    ]),
  );
// the opening of a baseline JPEG of 8 × 8
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080008000801011100ffd9', 'hex');
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from('0000000800000008080200000000000000', 'hex'),
]);

describe('an uploaded file is known by its content', () => {
  test.each([
    ['a plain PDF', 'application/pdf', pdf(), undefined],
    ['a JPEG', 'image/jpeg', jpeg, undefined],
    ['a PNG', 'image/png', png, undefined],
    ['a PNG called JPEG', 'image/jpeg', png, 'file-type-wrong'],
    ['a page of HTML', 'application/pdf', Buffer.from('<html><script>'), 'file-type-wrong'],
    ['HTML called a picture', 'image/png', Buffer.from('<svg onload=alert(1)>'), 'file-type-wrong'],
    ['nothing', 'application/pdf', Buffer.alloc(0), 'file-empty'],
    ['half a PDF', 'application/pdf', pdf().subarray(0, 40), 'file-unreadable'],
    ['one with a password', 'application/pdf', pdf('trailer <</Encrypt 5 0 R>>'), 'file-encrypted'],
    ['one with a script', 'application/pdf', pdf('3 0 obj <</S/JavaScript/JS(app.alert(1))>> endobj'), 'file-active'],
    ['one with a script in disguise', 'application/pdf', pdf('<</S/J#61vaScript>>'), 'file-active'],
    ['one with an attachment', 'application/pdf', pdf('<</Type/EmbeddedFile>>'), 'file-active'],
    ['one with a script packed away', 'application/pdf', packed('<</S/JavaScript/JS(x)>>'), 'file-active'],
    ['one with plain objects packed', 'application/pdf', packed('<</Type/Page>>'), undefined],
    ['one packed as nobody does', 'application/pdf', packed('x', '/LZWDecode'), 'file-unreadable'],
    [
      'one packed badly',
      'application/pdf',
      pdf('2 0 obj <</Type/ObjStm/Filter/FlateDecode>>\nstream\nnonsense\nendstream'),
      'file-unreadable',
    ],
  ] as const)('%s', (_, contentType, bytes, reason) => {
    expect(lookAtFile(contentType, bytes)).toBe(reason);
  });

  test('one that is too large was not read to its end', () => {
    expect(lookAtFile('application/pdf', undefined)).toBe('file-too-large');
  });

  test('packed objects are unpacked up to a bound', () => {
    expect(lookAtFile('application/pdf', packed('a'.repeat(30 * 1024 * 1024)))).toBe('file-unreadable');
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        lookAtFile(
          'application/pdf',
          Buffer.concat([Buffer.from('%PDF-1.4 /ObjStm stream\n'), bytes, Buffer.from('%%EOF')]),
        );
        lookAtFile('image/jpeg', Buffer.from(bytes));
      }),
    );
  });
});

test('only an upload of ours names a file', () => {
  const place = { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', paperId: '01JCXQC1D3F5H7K9M1P3R5T7V9', fileId: 'f' } as never;
  expect(placeOfUpload(fileUploadKey(place))).toEqual(place);
  expect(placeOfUpload(fileKey(place))).toBeUndefined();
  expect(placeOfUpload('papers/../x/y.upload')).toBeUndefined();
});
