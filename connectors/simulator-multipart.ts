/** One part of a multipart/form-data body (RFC 7578). `isFile` when it has a file name. */
export interface Part {
  readonly name: string;
  readonly isFile: boolean;
  readonly bytes: Uint8Array;
}

/** The parts of the body; undefined when it is not well formed. Own and small: binary bodies of a few known clients. */
export const parseMultipart = (contentType: string, body: Uint8Array<ArrayBuffer>): readonly Part[] | undefined => {
  const boundary = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/iu.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return undefined;
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`\r\n--${mark}`);
  const parts: Part[] = [];
  if (!buffer.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2))) return undefined;
  let at = delimiter.length - 2;
  for (;;) {
    if (buffer.toString('latin1', at, at + 2) === '--') return parts;
    if (buffer.toString('latin1', at, at + 2) !== '\r\n') return undefined;
    const end = buffer.indexOf(delimiter, at);
    // from `at`, so that a part without headers still shows its empty line
    const headersEnd = buffer.indexOf('\r\n\r\n', at);
    if (end < 0 || headersEnd < 0 || headersEnd > end) return undefined;
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/imu.exec(
      buffer.toString('utf8', at + 2, headersEnd),
    )?.[1];
    const name = /(?:^|;|\s)name="([^"]*)"/u.exec(disposition ?? '')?.[1];
    if (disposition === undefined || name === undefined) return undefined;
    parts.push({ name, isFile: /\bfilename\*?=/u.test(disposition), bytes: buffer.subarray(headersEnd + 4, end) });
    at = end + delimiter.length;
  }
};
