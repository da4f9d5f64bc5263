import type { Plan } from '../template/plan.ts';
import type { CallEngine } from './engine-client.ts';
import { objectPath } from './object-store.ts';

const everyMs = 3_600_000;
const dayMs = 24 * 3_600_000;

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** Ends objects as the lifecycle rules of their buckets say, once an hour. */
export const createLifecycle = (buckets: Plan['buckets'], engine: CallEngine, clock: () => number) => {
  let timer: NodeJS.Timeout | undefined;

  const expire = async (bucket: string, prefix: string, days: number): Promise<void> => {
    let token = '';
    do {
      const query = `?list-type=2&prefix=${encodeURIComponent(prefix)}${token === '' ? '' : `&continuation-token=${encodeURIComponent(token)}`}`;
      const { body } = await engine({ method: 'GET', path: `/${bucket}${query}`, headers: {}, body: '' });
      const xml = body.toString('utf8');
      for (const [, key = '', changed = ''] of xml.matchAll(
        /<Contents>.*?<Key>([^<]*)<\/Key>.*?<LastModified>([^<]*)<\/LastModified>.*?<\/Contents>/gs,
      )) {
        if (clock() - Date.parse(changed) < days * dayMs) continue;
        await engine({ method: 'DELETE', path: objectPath(bucket, unescape(key)), headers: {}, body: '' });
      }
      token = /<NextContinuationToken>([^<]*)</.exec(xml)?.[1] ?? '';
    } while (token !== '');
  };

  const sweep = async (): Promise<void> => {
    for (const { name, properties } of buckets) {
      for (const { Status, Prefix = '', ExpirationInDays } of properties.LifecycleConfiguration?.Rules ?? []) {
        if (Status === 'Enabled' && ExpirationInDays !== undefined) await expire(name, Prefix, ExpirationInDays);
      }
    }
  };

  return {
    sweep,
    start: () => {
      timer = setInterval(
        () => void sweep().catch((fault: unknown) => console.error(`lifecycle: ${String(fault)}`)),
        everyMs,
      );
    },
    stop: () => clearInterval(timer),
  };
};
