import { inflateRawSync } from 'node:zlib';

/** Files of a ZIP by name, read by its central directory (PKWARE APPNOTE 4.3.12): what an unpacking program sees. */
export const unzip = (zip: Uint8Array): Record<string, Buffer> => {
  const bytes = Buffer.from(zip);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no ZIP: it has no end');
  const files: Record<string, Buffer> = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < bytes.readUInt16LE(end + 10); n += 1) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    files[bytes.toString('utf8', at + 46, at + 46 + name)] =
      method === 0 ? Buffer.from(content) : inflateRawSync(content);
    at += 46 + name + extra + comment;
  }
  return files;
};
