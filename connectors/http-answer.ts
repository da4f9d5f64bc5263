/** How connectors read what a marketplace answers over HTTP: bounded, exact, and sure of what was sent. */

/**
 * Reads JSON with integers beyond 2^53 kept as their digits, all else as usual: ids are 64-bit numbers in many an answer and
 * push, where a double would round them.
 * @throws SyntaxError
 */
export const parseExact = (text: string): unknown => {
  const keepExact = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined &&
    /^-?\d+$/.test(context.source)
      ? context.source
      : value;
  return JSON.parse(text, keepExact);
};

/** @throws Error when the answer is over `limit` bytes or breaks off */
export const readText = async (response: Response, limit: number): Promise<string> => {
  if (response.body === null) return '';
  const stream: ReadableStream<Uint8Array> = response.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    // leaving the loop cancels the stream
    if (size > limit) throw new Error(`The answer is over ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Errors of a connection that was never made, so nothing was sent. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** Whether a request whose `fetch` failed may have reached the other side. */
export const wasSent = (error: unknown): boolean => {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return !(typeof code === 'string' && notSent.has(code));
};
