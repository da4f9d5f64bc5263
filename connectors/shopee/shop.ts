import type { CallResult, PageOf, Session, ShopItem, ShopReader } from '../connector.ts';
import { call } from './client.ts';
import { getItemList } from './endpoints.ts';
import { observe, readItems } from './items.ts';
import { ItemPage, type BaseItem } from './schemas.ts';

/** Every state but the deleted ones; get_item_list shows none that is not named. */
const there = ['NORMAL', 'UNLIST', 'REVIEWING', 'BANNED'] as const;
/** As many as one get_item_base_info tells of, so that a page is two calls. */
const pageSize = 50;

const toShopItem = (session: Session, item: BaseItem): ShopItem => ({
  ...observe(session, item, []),
  photoUrls: item.image?.image_url_list ?? [],
  hasVariants: item.has_model,
  ...(item.weight > 0 ? { weightGrams: Math.round(item.weight * 1000) } : {}),
});

/** One page of what the shop sells; the cursor is Shopee's own offset. */
const list = async (session: Session, cursor: string | undefined): Promise<CallResult<PageOf<ShopItem>>> => {
  const offset = Number(cursor ?? 0);
  const answer = await call(
    session,
    getItemList,
    { query: { offset, page_size: pageSize, item_status: there } },
    ItemPage,
  );
  if (answer.kind === 'gone') return { kind: 'ok', value: { items: [] } };
  if (answer.kind !== 'ok') return answer;
  const { item: listed, has_next_page: hasNext, next_offset: next } = answer.value.response;
  const read = await readItems(
    session,
    listed.map(({ item_id }) => item_id),
  );
  if (read.kind !== 'ok') return read;
  const isMore = hasNext && next !== undefined && next !== null && next > offset;
  return {
    kind: 'ok',
    value: {
      // what was deleted between the two calls is no longer sold
      items: read.value
        .filter(({ item_status: status }) => !status.endsWith('_DELETE'))
        .map((item) => toShopItem(session, item)),
      ...(isMore ? { nextCursor: String(next) } : {}),
    },
  };
};

/** What the shop sells already. Photos stand on Shopee's own image hosts (samples: cf.shopee.co.id, down-id.img.susercontent.com). */
export const shop: ShopReader = { list, photoHosts: ['shopee.co.id', 'susercontent.com'] };
