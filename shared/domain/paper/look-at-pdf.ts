import { inflateSync } from 'node:zlib';
import type { FileReason } from './file.ts';

/** Unpacked bytes looked through in all: an honest scan packs pictures, which are not unpacked here. */
const mostUnpacked = 20 * 1024 * 1024;

/** Names of PDF as they are meant: `/J#61vaScript` is `/JavaScript` (ISO 32000-1, 7.3.5). */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const active = /\/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA)(?![A-Za-z0-9])/;
const encrypted = /\/Encrypt(?![A-Za-z0-9])/;

/** Streams that hold objects (ISO 32000-1, 7.5.7): what would be seen in plain elsewhere. Undefined when one cannot be unpacked. */
const packedObjects = (bytes: Buffer, text: string): string | undefined => {
  let left = mostUnpacked;
  let found = '';
  for (const match of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(match.index - 3, match.index) === 'end') continue;
    const about = plainNames(text.slice(Math.max(0, text.lastIndexOf('obj', match.index)), match.index));
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(about)) continue;
    const from = match.index + match[0].length;
    const to = text.indexOf('endstream', from);
    const packed = bytes.subarray(from, to === -1 ? undefined : to);
    if (!/\/Filter/.test(about)) {
      found += packed.toString('latin1');
      continue;
    }
    // other filters could hide anything, and no common writer uses them for objects
    if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?/.test(about) || left <= 0) return undefined;
    try {
      const unpacked = inflateSync(packed, { maxOutputLength: left });
      left -= unpacked.length;
      found += unpacked.toString('latin1');
    } catch {
      return undefined;
    }
  }
  return found;
};

/**
 * Whether a PDF may be kept: one that is encrypted cannot be looked at, one with scripts or attachments is a danger to who opens
 * it. Never throws, whatever the bytes.
 * @returns why it is refused; undefined when it may be kept
 */
export const lookAtPdf = (bytes: Buffer): FileReason | undefined => {
  const text = bytes.toString('latin1');
  if (!text.slice(0, 1024).includes('%PDF-')) return 'file-type-wrong';
  if (!text.includes('%%EOF', Math.max(0, text.length - 2048))) return 'file-unreadable';
  const names = plainNames(text);
  if (encrypted.test(names)) return 'file-encrypted';
  if (active.test(names)) return 'file-active';
  const packed = packedObjects(bytes, text);
  if (packed === undefined) return 'file-unreadable';
  return active.test(plainNames(packed)) ? 'file-active' : undefined;
};
