import { maxUploadBytes } from '../../shared/domain/photo/photo.ts';
import { isFromMarketplace, type PhotoSource } from '../../shared/domain/shop-item/photos.ts';

/** `refused`: asking again would not help; `failed`: it may. */
export type Downloaded =
  | { readonly kind: 'ok'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: 'photo-too-large' | 'photo-not-fetched' }
  | { readonly kind: 'failed' };

const notFetched = { kind: 'refused', reason: 'photo-not-fetched' } as const;

/** Collects a body up to the size of an upload; undefined when there is more, whatever was announced. */
const collect = async (body: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // leaving the loop ends the download
    if (size > maxUploadBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * Fetches one photo of a marketplace: from its own hosts alone, no redirect followed, 12 MiB and the signal's time at most.
 * Never throws for what the other side does.
 */
export const download = async (
  url: string,
  source: PhotoSource | undefined,
  { fetch, signal }: { readonly fetch: typeof globalThis.fetch; readonly signal: AbortSignal },
): Promise<Downloaded> => {
  if (source === undefined || !isFromMarketplace(url, source)) return notFetched;
  try {
    const answer = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'image/*' } });
    if (answer.status !== 200 || answer.body === null) {
      await answer.body?.cancel();
      return answer.status === 429 || answer.status >= 500 ? { kind: 'failed' } : notFetched;
    }
    const bytes = await collect(answer.body);
    return bytes === undefined ? { kind: 'refused', reason: 'photo-too-large' } : { kind: 'ok', bytes };
  } catch {
    return { kind: 'failed' };
  }
};
