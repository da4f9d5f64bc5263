import { readBytes, type ByteSource } from './byte-source.ts';
import { FileProblem } from './file-problem.ts';

/** Starts of files that are no tables, as text (Latin-1): PDF, RTF, PNG, JPEG, GIF, RAR, 7z, gzip. */
const foreign = ['%PDF', '{\\rtf', '\x89PNG', '\xff\xd8\xff', 'GIF8', 'Rar!', '7z\xbc\xaf', '\x1f\x8b'];
/** Web pages, and XML under the name of a table: what many sites hand out as "Excel". */
const markup = /^\s*<(!doctype|html|head|body|table|meta|style|\?xml)/i;

const oleHeader = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** A sheet under a password is an OLE file with this stream in its directory (MS-OFFCRYPTO 2.3.4). */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

/** An OLE file's first directory sector: its number stands at 48, the size of sectors at 30 (MS-CFB 2.2). */
const oleProblem = async (source: ByteSource, head: Buffer): Promise<FileProblem> => {
  if (head.length < 512) return new FileProblem('damaged-file');
  const sector = 2 ** Math.min(head.readUInt16LE(30), 12);
  const start = (head.readUInt32LE(48) + 1) * sector;
  const directory = await readBytes(source, start, start + 4096);
  return new FileProblem(directory.includes(encryptedPackage) ? 'password-protected' : 'old-excel');
};

/**
 * What a file really is, whatever its name says, by its first bytes.
 *
 * @throws FileProblem when it is no table.
 */
export const formatOf = async (source: ByteSource, head: Buffer): Promise<'csv' | 'xlsx'> => {
  if (head.length === 0) throw new FileProblem('empty-file');
  if (head.subarray(0, 8).equals(oleHeader)) throw await oleProblem(source, head);
  const start = head.toString('latin1', 0, 1024);
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'xlsx';
  if (foreign.some((mark) => start.startsWith(mark)) || markup.test(start.replace(/^\xef\xbb\xbf/, ''))) {
    throw new FileProblem('not-a-table');
  }
  return 'csv';
};
