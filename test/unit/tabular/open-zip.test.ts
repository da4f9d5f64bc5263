import { expect, test } from '@jest/globals';
import { openZip } from '../../../shared/tabular/zip/open-zip.ts';
import { memorySource } from '../../corpus/memory-source.ts';
import { noise } from '../../corpus/random.ts';
import { zipBytes, type ZipPart } from '../../corpus/zip-bytes.ts';

const open = (parts: readonly ZipPart[], limits = {}) => openZip(memorySource(zipBytes(parts)), limits);
const contentOf = async (chunks: AsyncIterable<Buffer>): Promise<string> => {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
};

test('lists files by their own names, whatever folders they lie in', async () => {
  const files = await open([
    { name: 'foto/', content: '' },
    { name: 'foto/batik 1.jpg', content: 'one' },
    { name: '../../etc/passwd', content: 'two' },
    { name: '/tmp/c.jpg', content: 'three', stored: true },
    { name: 'C:\\foto\\d.jpg', content: 'four' },
    { name: '__MACOSX/foto/._batik 1.jpg', content: 'x' },
    { name: 'foto/.DS_Store', content: 'x' },
    { name: 'foto/Thumbs.db', content: 'x' },
  ]);
  expect(files.map(({ name, size }) => ({ name, size }))).toEqual([
    { name: 'batik 1.jpg', size: 3 },
    { name: 'passwd', size: 3 },
    { name: 'c.jpg', size: 5 },
    { name: 'd.jpg', size: 4 },
  ]);
  expect(await Promise.all(files.map((file) => contentOf(file.open())))).toEqual(['one', 'two', 'three', 'four']);
  expect(await contentOf(files[0]!.open())).toBe('one');
});

test('reads a directory of many files in few requests', async () => {
  const bytes = zipBytes(Array.from({ length: 3000 }, (_, n) => ({ name: `foto-${n}.jpg`, content: `${n}` })));
  const source = memorySource(bytes);
  let requests = 0;
  const files = await openZip({
    size: source.size,
    read: (start, end) => {
      requests += 1;
      return source.read(start, end);
    },
  });
  expect(files).toHaveLength(3000);
  expect(requests).toBeLessThan(10);
});

test.each<[string, readonly ZipPart[]]>([
  ['password-protected', [{ name: 'a.jpg', content: 'x', flags: 1 }]],
  ['too-many-files', Array.from({ length: 6 }, (_, n) => ({ name: `${n}.jpg`, content: 'x' }))],
])('refuses what is %s', async (code, parts) => {
  await expect(open(parts, { files: 5 })).rejects.toMatchObject({ code });
});

test.each<[string, Omit<ZipPart, 'name' | 'content'>]>([
  ['too-large', { declared: 2000 }],
  ['damaged-file', { declared: 999 }],
  ['damaged-file', { declared: 10 }],
  ['damaged-file', { crc: 1 }],
  ['damaged-file', { method: 99 }],
])('refuses a file that is %s when it is read', async (code, lie) => {
  const [file] = await open([{ name: 'a.jpg', content: noise(1000), ...lie }], { fileBytes: 1500 });
  const read = async () => contentOf(file!.open());
  await expect(read()).rejects.toMatchObject({ code });
});

test('refuses what is no ZIP', async () => {
  await expect(openZip(memorySource(Buffer.from('%PDF-1.7 not a zip at all')))).rejects.toMatchObject({
    code: 'not-a-zip',
  });
  await expect(openZip(memorySource(Buffer.alloc(0)))).rejects.toMatchObject({ code: 'not-a-zip' });
});
