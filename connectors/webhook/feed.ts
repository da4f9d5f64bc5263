import type { FeedFormat } from '../connector.ts';
import { neutralItem } from '../feed-item.ts';

/** The same listings as events tell them, one JSON object per line: for a partner that starts, or missed something. */
export const feed: FeedFormat = {
  name: 'items.jsonl',
  contentType: 'application/x-ndjson; charset=utf-8',
  head: ({ title, url, licence }) => `${JSON.stringify({ title, url, licence })}\n`,
  tail: '',
  item: (plan, marker) => {
    const item = neutralItem({ ...plan, marker });
    return item === undefined ? '' : `${JSON.stringify(item)}\n`;
  },
};
