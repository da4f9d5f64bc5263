import { isAscii, isUtf8 } from 'node:buffer';
import { FileProblem } from '../file-problem.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Share of NULs in UTF-16 text that is mostly Latin: every second byte. */
const nulShare = (head: Buffer, from: 0 | 1): number => {
  let nuls = 0;
  for (let at = from; at < head.length; at += 2) if (head[at] === 0) nuls += 1;
  return nuls / (head.length / 2);
};

/** The encoding by its mark, or by where NULs stand. Windows-1252 shows itself only by bytes that are no UTF-8. */
export const encodingOf = (head: Buffer): Encoding => {
  if (head.length >= 2) {
    const mark = head.readUInt16BE(0);
    if (mark === 0xfffe) return 'utf-16le';
    if (mark === 0xfeff) return 'utf-16be';
    if (nulShare(head, 1) > 0.4 && nulShare(head, 0) < 0.1) return 'utf-16le';
    if (nulShare(head, 0) > 0.4 && nulShare(head, 1) < 0.1) return 'utf-16be';
  }
  return 'utf-8';
};

/** Where the last whole character of UTF-8 bytes ends. */
const wholeEnd = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
};

/** Whether bytes that are no UTF-8 as a whole have letters of it all the same: then two encodings were mixed. */
const hasWholeLetters = (bytes: Buffer): boolean => /(?!\ufffd)\P{ASCII}/u.test(bytes.toString('utf8'));

/** UTF-8, until bytes come that are none: with nothing but ASCII before, the file is Windows-1252. */
const createUtf8Decoder = (): ((bytes: Buffer, last: boolean) => string) => {
  let rest: Buffer = Buffer.alloc(0);
  let onlyAscii = true;
  let windows: InstanceType<typeof TextDecoder> | undefined;
  return (bytes, last) => {
    if (windows !== undefined) return windows.decode(bytes, { stream: true });
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const end = last ? all.length : wholeEnd(all);
    const whole = all.subarray(0, end);
    if (isUtf8(whole)) {
      onlyAscii &&= isAscii(whole);
      rest = all.subarray(end);
      return whole.toString('utf8');
    }
    if (!onlyAscii || hasWholeLetters(whole)) throw new FileProblem('broken-text');
    windows = new TextDecoder('windows-1252');
    return windows.decode(all, { stream: true });
  };
};

/**
 * Turns the bytes of a text file into text with plain newlines, chunk by chunk. Byte order marks are dropped wherever
 * they stand, as files are glued together.
 *
 * @throws FileProblem for bytes that are no text.
 */
export const createDecoder = (encoding: Encoding): ((bytes: Buffer, last: boolean) => string) => {
  const utf16 = new TextDecoder(encoding);
  const decode =
    encoding === 'utf-8'
      ? createUtf8Decoder()
      : (bytes: Buffer, last: boolean) => utf16.decode(bytes, { stream: !last });
  let cr = false;
  return (bytes, last) => {
    let text = (cr ? '\r' : '') + decode(bytes, last);
    if (text.includes('\0')) throw new FileProblem('not-a-table');
    // half a line end waits for the other
    cr = !last && text.endsWith('\r');
    if (cr) text = text.slice(0, -1);
    if (text.includes('\uFEFF')) text = text.replaceAll('\uFEFF', '');
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  };
};
