import { createHash, randomBytes } from 'node:crypto';
import type { ListingProblem } from '../shared/domain/listing/problem.ts';
import type {
  Authorization,
  CallResult,
  Connector,
  FeedEntry,
  FeedFormat,
  Grant,
  MarketplaceFacts,
  Observation,
  Session,
  TitleLimits,
} from './connector.ts';
import { categoriesFor, categoryOf, type FeedCategory } from './feed-categories.ts';
import { readParts } from './feed-item.ts';

/** What sets one marketplace with a feed apart from another. */
export interface FeedMarketplace<Name extends string> {
  readonly name: Name;
  readonly displayName: string;
  readonly title: TitleLimits;
  readonly feed: FeedFormat;
  readonly plan: Connector['plan'];
}

const yearMs = 365 * 86_400_000;

const notAuthorized: ListingProblem = {
  code: 'authorization-failed',
  path: '',
  message: { id: 'Penyambungan tidak lengkap.', en: 'The connection is not complete.' },
  fix: { id: 'Tekan Sambungkan sekali lagi.', en: 'Press Connect once more.' },
  severity: 'block',
};

/** Nobody grants anything for a file that the house writes for itself: the link leads straight back, and the grant lasts. */
const authorization: Authorization = {
  url: (_app, _baseUrl, redirectUrl) => {
    const back = new URL(redirectUrl);
    back.searchParams.set('code', randomBytes(16).toString('hex'));
    return back.href;
  },
  exchange: ({ clock }, { code }) =>
    Promise.resolve(
      code === undefined || code === ''
        ? { kind: 'rejected', problems: [notAuthorized], marketplaceCode: 'no-code' }
        : {
            kind: 'ok',
            value: grant(`feed-${createHash('sha256').update(code).digest('hex').slice(0, 16)}`, clock()),
          },
    ),
  refresh: ({ clock }, shopId) => Promise.resolve({ kind: 'ok', value: grant(shopId, clock()) }),
};

const grant = (shopId: string, nowMs: number): Grant => ({
  shopId,
  shopName: '',
  accessToken: 'feed',
  accessTokenEndsAtMs: nowMs + 10 * yearMs,
  refreshToken: 'feed',
  refreshTokenEndsAtMs: nowMs + 20 * yearMs,
  authorizationEndsAtMs: nowMs + 20 * yearMs,
});

const shelfOf = ({ house, shopId }: Session) => {
  if (house === undefined) throw new TypeError(`no shelf for ${shopId}`);
  return house.feed;
};

/** Runs a call on the shelf: a fault of the store is not the marketplace's, and the call may be repeated. */
const onShelf = async <T>(
  session: Session,
  call: (shelf: ReturnType<typeof shelfOf>) => Promise<CallResult<T>>,
): Promise<CallResult<T>> => {
  if (session.signal.aborted) return { kind: 'retry', reason: 'aborted' };
  const shelf = shelfOf(session);
  try {
    return await call(shelf);
  } catch (error) {
    return { kind: 'retry', reason: error instanceof Error ? error.name : 'store-failed' };
  }
};

const observationOf = (entry: FeedEntry): Observation => {
  const read = readParts(entry);
  return {
    externalId: entry.marker,
    ...(read?.content.link === undefined ? {} : { externalUrl: read.content.link }),
    marker: entry.marker,
    state: entry.onSale ? 'live' : 'off',
    problems: [],
    createdAtMs: entry.createdAtMs,
    ...(read === undefined
      ? {}
      : {
          name: read.content.name,
          description: read.content.description,
          priceIdr: read.price.original,
          stock: read.stock.stock,
        }),
  };
};

const change = (session: Session, marker: string, changed: Partial<FeedEntry>): Promise<CallResult<null>> =>
  onShelf(session, async (shelf) => {
    const entry = await shelf.read(marker);
    if (entry === undefined) return { kind: 'gone' };
    await shelf.put({ ...entry, ...changed });
    return { kind: 'ok', value: null };
  });

/** What the connector of a feed knows of its marketplace: no call, as the rules of a feed are published. */
interface FeedFacts extends MarketplaceFacts {
  readonly category: FeedCategory;
  readonly suggested: boolean;
  readonly choices: readonly FeedCategory[];
}

const isFacts = (facts: MarketplaceFacts): facts is FeedFacts => 'category' in facts && 'choices' in facts;

/**
 * A connector whose marketplace fetches a file: its items are entries on the house's own shelf, its id there is our
 * marker, and a repeated create writes the same entry once more.
 */
export const feedConnector = <const Name extends string>(of: FeedMarketplace<Name>) =>
  ({
    name: of.name,
    displayName: of.displayName,
    status: 'simulator',
    // never called: the marketplace calls us
    hosts: { sandbox: 'https://feed.invalid', live: 'https://feed.invalid' },
    quarantineMs: 1_000,
    ratePerSecond: 50,
    appFields: [],
    authorization,
    gatherFacts: (_session, listable, overrides) => {
      const suggested = categoryOf(listable);
      const choices = categoriesFor(listable.komoditas);
      const category = choices.find(({ id }) => id === overrides.categoryId) ?? suggested;
      const facts: FeedFacts = {
        connector: of.name,
        categoryId: category.id,
        category,
        suggested: category.id === suggested.id,
        choices,
      };
      return Promise.resolve({ kind: 'ok', value: facts });
    },
    plan: of.plan,
    requirements: (facts) => {
      if (!isFacts(facts)) throw new TypeError(`facts of ${facts.connector} are not a feed's`);
      return {
        category: { id: facts.category.id, name: facts.category.path, suggested: facts.suggested },
        fields: [
          {
            id: 'categoryId',
            name: 'Kategori produk Google',
            mandatory: false,
            input: 'choice',
            options: facts.choices.map(({ id, path }) => ({ id, name: path })),
          },
        ],
      };
    },
    // the file names the photo's public address; nothing is uploaded
    uploadPhoto: (_session, { name }) => Promise.resolve({ kind: 'ok', value: { imageId: name } }),
    create: (session, plan, _images, marker) =>
      onShelf(session, async (shelf) => {
        const before = await shelf.read(marker);
        const { content, price, stock } = plan;
        const entry: FeedEntry = {
          marker,
          content,
          price,
          stock,
          onSale: true,
          createdAtMs: before?.createdAtMs ?? session.clock(),
        };
        await shelf.put(entry);
        return { kind: 'ok', value: observationOf(entry) };
      }).then((result) =>
        // the store's answer was lost: the entry may be there
        result.kind === 'retry' && result.reason !== 'aborted' ? { kind: 'unknown', reason: result.reason } : result,
      ),
    updateContent: (session, externalId, { content }) => change(session, externalId, { content }),
    updatePrice: (session, externalId, { price }) => change(session, externalId, { price }),
    updateStock: (session, externalId, { stock }) => change(session, externalId, { stock }),
    updateOffer: (session, externalId, { price, stock }) => change(session, externalId, { price, stock }),
    setOnSale: (session, externalId, on) => change(session, externalId, { onSale: on }),
    remove: (session, externalId) =>
      onShelf(session, async (shelf) => {
        if ((await shelf.read(externalId)) === undefined) return { kind: 'gone' };
        await shelf.remove(externalId);
        return { kind: 'ok', value: null };
      }),
    findByMarker: (session, marker) =>
      onShelf(session, async (shelf) => {
        const entry = await shelf.read(marker);
        return { kind: 'ok', value: entry === undefined ? [] : [observationOf(entry)] };
      }),
    read: (session, externalId) =>
      onShelf(session, async (shelf) => {
        const entry = await shelf.read(externalId);
        return { kind: 'ok', value: entry === undefined ? null : observationOf(entry) };
      }),
    push: null,
    title: of.title,
    feeShare: 0,
    shop: null,
    orders: null,
    feed: of.feed,
  }) as const satisfies Connector;
