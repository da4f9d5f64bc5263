import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalog } from '../../../events/catalog.ts';
import { IsoInstant } from '../../../shared/domain/time.ts';
import { ChangedRow } from '../../../shared/messaging/changed-row.ts';
import { toEvents, type Change } from '../../../shared/messaging/to-events.ts';

const place = {
  stream: 'arn:aws:dynamodb:ap-southeast-3:000000000000:table/register/stream/2026-11-22T00:00:00.000',
  sequence: '100',
  at: IsoInstant.parse('2026-11-22T08:00:00.000Z'),
};
const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P';
const sentraId = '01JCXQ4Z8E5T7V9W1Y3A5C7E9G';
const photoId = '01JCXQ7A1B2C3D4E5F6G7H8J9K';

const change = (before: object | undefined, after: object | undefined): Change => ({
  ...place,
  before: before && ChangedRow.parse(before),
  after: after && ChangedRow.parse(after),
});
/** What a change says, without its envelope. */
const said = (before: object | undefined, after: object | undefined) =>
  toEvents(change(before, after)).map(({ type, data }) => [type, data]);

const ikm = (state: string) => ({ type: 'ikm', ikmId, sentraId, state });
const at = (regionCode: string) => ({ ...ikm('draft'), regionCode });
const product = (changes: object = {}) => ({
  type: 'product',
  productId,
  ikmId,
  contentDigest: 'a',
  curation: 'draft',
  ...changes,
});
const shop = { accountId, marketplace: 'shopee' };
const partner = (state: string) => ({
  type: 'account',
  accountId,
  marketplace: 'webhook',
  holder: { type: 'partner', id: accountId },
  state,
});
const release = (seq: number) => ({ type: 'release', ikmId, partnerId: accountId, seq });
const reading = (askedSeq: number, finishedAtMs?: number) => ({
  type: 'shop-reading',
  ...shop,
  askedSeq,
  ...(finishedAtMs === undefined ? {} : { finishedAtMs }),
});
const inProgramme = (regionCode: string, ...names: string[]) => ({
  ...{ type: 'sentra', sentraId, regionCode },
  programmes: names.map((name) => ({ name, year: 2026 })),
});
const training = (...days: string[]) => ({
  ...{ type: 'training', batchId: accountId, ikmId },
  days: Object.fromEntries(days.map((day) => [day, {}])),
});
const offer = (etag: string) => ({ type: 'offer', productId, ikmId, etag });
const photo = (state: string, reason?: string) => ({ type: 'photo', productId, photoId, state, reason });
const account = (state: string, changes: object = {}) => ({
  type: 'account',
  accountId,
  marketplace: 'shopee',
  holder: { type: 'sentra', id: sentraId },
  state,
  ...changes,
});
const word = (agreed: boolean) => ({ type: 'purpose-consent', ikmId, purpose: 'publishing', agreed });
const consent = (agreed: boolean) => ({ type: 'consent', accountId, ikmId, agreed });
const categories = (etag: string) => ({ type: 'sentra-categories', sentraId, etag });
const accountData = { accountId, marketplace: 'shopee', holder: { type: 'sentra', id: sentraId } };
const listing = (changes: object = {}) => ({
  type: 'listing',
  productId,
  accountId,
  marketplace: 'shopee',
  ikmId,
  wanted: 'live',
  state: 'waiting',
  dueSeq: 1,
  ...changes,
});
const due = { productId, accountId, marketplace: 'shopee' };
const listed = { ...due, ikmId };

const item = (photoIds: readonly string[]) => ({
  type: 'shop-item',
  ...shop,
  externalId: '7',
  decision: 'imported',
  photosToFetch: photoIds.map((each) => ({ photoId: each })),
});

describe('photos of an item of a shop', () => {
  const asked = [['shop.item-photos-due.v1', { ...shop, externalId: '7' }]];

  test('are asked for when there are new ones, not when some were done', () => {
    expect(said(item([]), item([photoId]))).toEqual(asked);
    expect(said(undefined, { ...item([]), photosToFetch: undefined })).toEqual([]);
    // the main photo of one that waits for its owner, until it was looked at
    const open = { ...item([]), decision: 'open', photoUrls: ['https://a/1'] };
    expect(said(undefined, open)).toEqual(asked);
    expect(said(open, open)).toEqual([]);
    expect(said(open, { ...open, photo: { url: 'https://a/1' } })).toEqual([]);
    expect(said(open, { ...open, photoUrls: ['https://a/2'] })).toEqual(asked);
    expect(said(undefined, { ...open, photoUrls: [] })).toEqual([]);
    expect(said(item([photoId]), item([photoId]))).toEqual([]);
    expect(said(item([photoId]), item([]))).toEqual([]);
    expect(said(item([photoId]), item([photoId, productId]))).toEqual(asked);
  });
});

describe('partners', () => {
  const data = { partnerId: accountId, accountId };

  test('are saved and disabled, never connected or lost as shops are', () => {
    expect(said(undefined, partner('connected'))).toEqual([['partner.saved.v1', data]]);
    expect(said(partner('connected'), partner('revoked'))).toEqual([['partner.disabled.v1', data]]);
    expect(said(partner('revoked'), partner('connected'))).toEqual([['partner.saved.v1', data]]);
    expect(said(partner('connected'), partner('connected'))).toEqual([]);
  });

  test('each step of a release leads to the next; its end to none', () => {
    const step = [['partner.release-changed.v1', { ikmId, partnerId: accountId }]];
    expect(said(undefined, release(1))).toEqual(step);
    expect(said(release(1), release(2))).toEqual(step);
    expect(said(release(2), { ...release(2), isDone: true })).toEqual([]);
  });
});

describe('what a changed row says', () => {
  test.each([
    ['a new sentra', undefined, { type: 'sentra', sentraId }, [['sentra.registered.v1', { sentraId }]]],
    ['a sentra changed', { type: 'sentra', sentraId }, { type: 'sentra', sentraId, name: 'Baru' }, []],
    ['a sentra elsewhere', inProgramme('35.73'), inProgramme('35.07'), [['sentra.changed.v1', { sentraId }]]],
    [
      'a sentra in another programme',
      inProgramme('35.73', 'Ekspor'),
      inProgramme('35.73', 'Santripreneur'),
      [['sentra.changed.v1', { sentraId }]],
    ],
    ['a part in a training', undefined, training(), []],
    ['a day of it', training(), training('2026-11-22'), [['attendance.recorded.v1', { batchId: accountId, ikmId }]]],
    ['the same day again', training('2026-11-22'), training('2026-11-22'), []],
    ['a new IKM', undefined, ikm('draft'), [['ikm.enrolled.v1', { ikmId, sentraId }]]],
    ['an IKM that moved', at('35.73'), at('33.20'), [['ikm.moved.v1', { ikmId }]]],
    [
      'an IKM that left its sentra',
      at('35.73'),
      { ...at('35.73'), sentraId: undefined },
      [['ikm.moved.v1', { ikmId }]],
    ],
    ['an IKM whose place was not read before', ikm('draft'), at('35.73'), []],
    [
      'an IKM merged into another',
      at('35.73'),
      { ...at('35.73'), state: 'closed', mergedInto: accountId },
      [['ikm.merged.v1', { ikmId, into: accountId }]],
    ],
    ['an IKM submitted', ikm('draft'), ikm('submitted'), []],
    [
      'an IKM approved',
      ikm('submitted'),
      ikm('approved'),
      [['ikm.verified.v1', { ikmId, decision: 'approve', state: 'approved' }]],
    ],
    [
      'an IKM returned',
      ikm('submitted'),
      ikm('returned'),
      [['ikm.verified.v1', { ikmId, decision: 'return', state: 'returned' }]],
    ],
    [
      'an IKM rejected',
      ikm('submitted'),
      ikm('rejected'),
      [['ikm.verified.v1', { ikmId, decision: 'reject', state: 'rejected' }]],
    ],
    [
      'an IKM suspended',
      ikm('approved'),
      ikm('suspended'),
      [['ikm.verified.v1', { ikmId, decision: 'suspend', state: 'suspended' }]],
    ],
    [
      'an IKM restored',
      ikm('suspended'),
      ikm('approved'),
      [['ikm.verified.v1', { ikmId, decision: 'restore', state: 'approved' }]],
    ],
    ['an approved IKM edited', ikm('approved'), { ...ikm('approved'), name: 'Baru' }, []],
    ['an IKM closed', ikm('approved'), ikm('closed'), [['ikm.closed.v1', { ikmId }]]],
    [
      'an IKM renamed',
      { ...ikm('approved'), businessName: 'Tempe Sanan' },
      { ...ikm('approved'), businessName: 'Tempe Sanan Jaya' },
      [['ikm.profile-changed.v1', { ikmId }]],
    ],
    ['a name stored before names were read', ikm('approved'), { ...ikm('approved'), businessName: 'Tempe Sanan' }, []],
    ['a shop site saved', undefined, { type: 'shop-site', ikmId, etag: '1' }, [['ikm.profile-changed.v1', { ikmId }]]],
    [
      'a shop site changed',
      { type: 'shop-site', ikmId, etag: '1' },
      { type: 'shop-site', ikmId, etag: '2' },
      [['ikm.profile-changed.v1', { ikmId }]],
    ],
    [
      'a shop site written as it was',
      { type: 'shop-site', ikmId, etag: '1' },
      { type: 'shop-site', ikmId, etag: '1' },
      [],
    ],
    ['a new product', undefined, product(), [['product.saved.v1', { productId, ikmId }]]],
    ['a product edited', product(), product({ contentDigest: 'b' }), [['product.saved.v1', { productId, ikmId }]]],
    ['a product submitted', product(), product({ curation: 'submitted' }), []],
    [
      'a product approved',
      product({ curation: 'submitted' }),
      product({ curation: 'approved' }),
      [['product.curated.v1', { productId, ikmId, decision: 'approve' }]],
    ],
    [
      'a product returned',
      product({ curation: 'submitted' }),
      product({ curation: 'returned' }),
      [['product.curated.v1', { productId, ikmId, decision: 'return' }]],
    ],
    [
      'a product archived',
      product(),
      product({ archived: true }),
      [['product.archived.v1', { productId, ikmId, how: 'archived' }]],
    ],
    [
      'a product deleted',
      product(),
      product({ archived: true, deleted: true }),
      [['product.archived.v1', { productId, ikmId, how: 'deleted' }]],
    ],
    ['an archived product deleted', product({ archived: true }), product({ archived: true, deleted: true }), []],
    ['the first change of an offer', undefined, offer('2'), [['product.offer-changed.v1', { productId, ikmId }]]],
    [
      "a shop's terms changed",
      account('connected', { terms: 1 }),
      account('connected', { terms: 2 }),
      [['account.rules-changed.v1', { accountId, marketplace: 'shopee' }]],
    ],
    ['the same terms', account('connected', { terms: 2 }), account('connected', { terms: 2 }), []],
    ['a first consent', undefined, consent(true), [['account.consent-changed.v1', { accountId, ikmId, agreed: true }]]],
    [
      'a consent withdrawn',
      consent(true),
      consent(false),
      [['account.consent-changed.v1', { accountId, ikmId, agreed: false }]],
    ],
    ['a consent to a newer text', consent(true), consent(true), []],
    [
      'a word for a purpose',
      undefined,
      word(true),
      [['ikm.consent-changed.v1', { ikmId, purpose: 'publishing', agreed: true }]],
    ],
    ['the same word for a purpose', word(true), word(true), []],
    ['a category chosen', undefined, categories('1'), [['sentra.categories-changed.v1', { sentraId }]]],
    ['an offer changed', offer('1'), offer('2'), [['product.offer-changed.v1', { productId, ikmId }]]],
    ['an offer gone with its product', offer('1'), undefined, []],
    ['a photo on its way', undefined, photo('waiting'), []],
    ['a photo ready', photo('waiting'), photo('ready'), [['photo.processed.v1', { productId, photoId }]]],
    [
      'a photo rejected',
      photo('waiting'),
      photo('rejected', 'not-an-image'),
      [['photo.rejected.v1', { productId, photoId, reason: 'not-an-image' }]],
    ],
    ['an account begun', undefined, account('pending'), []],
    ['an account connected', account('pending'), account('connected'), [['account.connected.v1', accountData]]],
    ['an account about to expire', account('connected'), account('expiring'), [['account.expiring.v1', accountData]]],
    [
      'an account connected again for some days only',
      account('revoked'),
      account('expiring'),
      [
        ['account.connected.v1', accountData],
        ['account.expiring.v1', accountData],
      ],
    ],
    [
      'an account expired',
      account('expiring'),
      account('expired'),
      [['account.lost.v1', { ...accountData, reason: 'expired' }]],
    ],
    [
      'an account revoked',
      account('connected'),
      account('revoked'),
      [['account.lost.v1', { ...accountData, reason: 'revoked' }]],
    ],
    [
      'a connected account removed',
      account('connected'),
      undefined,
      [['account.lost.v1', { ...accountData, reason: 'revoked' }]],
    ],
    ['an account removed before it was connected', account('pending'), undefined, []],
    [
      'a listing wanted',
      undefined,
      listing(),
      [
        ['listing.wanted.v1', { ...listed, wanted: 'live' }],
        ['listing.due.v1', due],
      ],
    ],
    ['a listing made due', listing(), listing({ dueSeq: 2 }), [['listing.due.v1', due]]],
    ['a listing pushed', listing(), listing({ state: 'pushing' }), []],
    ['a listing live', listing({ state: 'pushing' }), listing({ state: 'live' }), [['listing.went-live.v1', listed]]],
    ['a live listing looked at', listing({ state: 'live' }), listing({ state: 'live', lastPushedAt: 'x' }), []],
    [
      'a listing refused',
      listing({ state: 'pushing' }),
      listing({ state: 'rejected' }),
      [['listing.rejected.v1', listed]],
    ],
    [
      'an item removed while what comes next is open',
      listing({ state: 'live', observed: { item: { state: 'live' } } }),
      listing({ state: 'waiting', observed: {} }),
      [['listing.taken-off.v1', listed]],
    ],
    [
      "a shop's own item let go",
      listing({ state: 'live', observed: { item: { state: 'live', adopted: true } } }),
      listing({ state: 'waiting', observed: {} }),
      [],
    ],
    ['a listing taken off', listing({ state: 'live' }), listing({ state: 'off' }), [['listing.taken-off.v1', listed]]],
    [
      'a listing blocked while live',
      listing({ state: 'live' }),
      listing({ state: 'blocked' }),
      [['listing.taken-off.v1', listed]],
    ],
    [
      'a listing whose shop was cut off, so that nobody can tell',
      listing({ state: 'live', observed: { item: { state: 'live' } } }),
      listing({ state: 'blocked', observed: { item: { state: 'live' } } }),
      [],
    ],
    [
      'a listing whose shop came back',
      listing({ state: 'blocked', observed: { item: { state: 'live' } } }),
      listing({ state: 'live', observed: { item: { state: 'live' } } }),
      [],
    ],
    ['a listing that never was on sale', listing({ state: 'blocked' }), listing({ state: 'off' }), []],
    ['a reading asked for', undefined, reading(1), [['shop.reading-due.v1', shop]]],
    ['a reading gone on with', reading(1), reading(1), []],
    ['a first reading done', reading(1), reading(1, 5), [['shop.read.v1', shop]]],
    ['a later reading done', reading(2, 5), reading(2, 9), []],
    ['an attempt logged', undefined, { type: 'attempt' }, []],
  ])('%s', (_, before, after, events) => {
    expect(said(before, after)).toEqual(events);
  });
});

const orderPart = (more: object) => ({
  type: 'fulfilment',
  orderId: productId,
  accountId,
  marketplace: 'shopee',
  owner: { type: 'ikm', id: ikmId, ikmId },
  state: 'to-ship',
  ...more,
});

describe('order', () => {
  test.each([
    ['a new part', undefined, orderPart({}), ['order.received.v1']],
    ['an unpaid one', undefined, orderPart({ state: 'unpaid' }), ['order.received.v1']],
    ['a new state', orderPart({}), orderPart({ state: 'shipped' }), ['order.changed.v1']],
    ['seen by its owner', orderPart({}), orderPart({ acknowledged: { at: 'x' } }), ['order.acknowledged.v1']],
    ['seen by nobody in time', orderPart({}), orderPart({ overdueSince: 'x' }), ['order.overdue.v1']],
    ['other lines', orderPart({ lines: [] }), orderPart({ lines: [1] }), []],
  ])('%s', (_what, before, after, types) => {
    expect(toEvents(change(before, after)).map(({ type }) => type)).toEqual(types);
  });
});

const paper = (etag: string, more: object = {}) => ({ type: 'paper', ikmId, paperId: photoId, etag, ...more });
const ruling = (decision: string, at: string) => ({ ruling: { decision, at } });

describe('what a changed paper says', () => {
  test.each<[string, object | undefined, object | undefined, string[]]>([
    ['put into the dossier', undefined, paper('1'), ['paper.saved.v1']],
    ['changed', paper('1', ruling('verify', 'x')), paper('2'), ['paper.saved.v1']],
    ['verified', paper('1'), paper('1', ruling('verify', 'x')), ['paper.checked.v1']],
    ['sent back after all', paper('1', ruling('verify', 'x')), paper('1', ruling('return', 'y')), ['paper.checked.v1']],
    ['its file is looked at', paper('1'), paper('1', { file: { state: 'ready' } }), []],
    ['it ends soon', paper('1', { reminded: 60 }), paper('1', { reminded: 30 }), ['paper.expiring.v1']],
    ['it has ended', paper('1', { reminded: 7 }), paper('1', { reminded: 0 }), ['paper.expired.v1']],
    ['erased', paper('1'), undefined, []],
  ])('%s', (_what, before, after, types) => {
    expect(toEvents(change(before, after)).map(({ type }) => type)).toEqual(types);
  });
});

describe('every event', () => {
  const contracts = new Map<string, (typeof catalog)[number]>(catalog.map((each) => [each.type, each]));
  const all: ({ readonly type: string } & Record<string, unknown>)[] = [
    ...['draft', 'submitted', 'returned', 'approved', 'rejected', 'suspended', 'closed'].map(ikm),
    ...['draft', 'submitted', 'returned', 'approved', 'rejected'].flatMap((curation) =>
      ['a', 'b'].flatMap((contentDigest) =>
        [true, false].map((archived) => product({ curation, contentDigest, archived })),
      ),
    ),
    ...['blocked', 'waiting', 'pushing', 'in-review', 'live', 'rejected', 'failing', 'off'].flatMap((state) =>
      ['live', 'off'].flatMap((wanted) => [1, 2].map((dueSeq) => listing({ state, wanted, dueSeq }))),
    ),
    ...['pending', 'connected', 'expiring', 'expired', 'revoked'].map((state) => account(state)),
    account('connected', { terms: 1 }),
    account('connected', { terms: 2 }),
    consent(true),
    consent(false),
    word(true),
    categories('1'),
    categories('2'),
    ...['waiting', 'ready', 'rejected'].map((state) => photo(state)),
    offer('1'),
    offer('2'),
    { type: 'sentra', sentraId },
    inProgramme('35.73'),
    training(),
    training('2026-11-22'),
    ...['checked', 'finished'].map((state) => ({ type: 'import', importId: ikmId, kind: 'ikm', state, seq: 1 })),
    { type: 'import', importId: ikmId, kind: 'ikm', state: 'running', seq: 2 },
    { type: 'data-request', ikmId, requestId: accountId, kind: 'erasure', state: 'working', seq: 1 },
    at('35.73'),
    at('33.20'),
    { ...at('35.73'), state: 'closed', mergedInto: accountId },
    ...['unpaid', 'to-ship', 'cancelled'].flatMap((state) =>
      [{}, { acknowledged: { at: 'x' } }, { overdueSince: 'x' }].map((more) => orderPart({ state, ...more })),
    ),
    { type: 'shop-site', ikmId, etag: '1' },
    { type: 'shop-site', ikmId, etag: '2' },
    { type: 'pack', packId: ikmId, state: 'waiting' },
    { type: 'pack', packId: ikmId, state: 'ready' },
    partner('connected'),
    partner('revoked'),
    release(1),
    release(2),
    paper('1'),
    paper('2', ruling('return', 'x')),
    paper('2', { reminded: 30 }),
    paper('2', { reminded: 0 }),
    reading(1),
    reading(1, 5),
    item([]),
    item([photoId]),
  ];
  const rows = fc.constantFrom(...all);
  const changes = fc
    .tuple(fc.option(rows, { nil: undefined }), fc.option(rows, { nil: undefined }))
    .filter(([before, after]) => before === undefined || after === undefined || before.type === after.type);

  test('keeps its contract, has one id per type, and the same id when the record comes again', () => {
    fc.assert(
      fc.property(changes, ([before, after]) => {
        const events = toEvents(change(before, after));
        for (const event of events) {
          contracts.get(event.type)!.envelope.parse(event);
          expect(event.dataschema).toBe(contracts.get(event.type)!.dataschema);
        }
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        expect(toEvents(change(before, after))).toEqual(events);
      }),
    );
  });

  test('has another id in another record and in another stream', () => {
    const [first] = toEvents(change(undefined, { type: 'sentra', sentraId }));
    const [later] = toEvents({ ...change(undefined, { type: 'sentra', sentraId }), sequence: '101' });
    const [elsewhere] = toEvents({ ...change(undefined, { type: 'sentra', sentraId }), stream: 'arn:other' });
    expect(new Set([first!.id, later!.id, elsewhere!.id]).size).toBe(3);
  });

  test('has a change it comes of', () => {
    const made = new Set(
      [undefined, ...all].flatMap((before) =>
        all
          .filter((after) => before === undefined || before.type === after.type)
          .flatMap((after) => toEvents(change(before, after)).map(({ type }) => type)),
      ),
    );
    expect(catalog.map(({ type }) => type).filter((type) => !made.has(type))).toEqual([]);
  });
});
