import { createHash } from 'node:crypto';
import { catalog, type EventOf, type EventType, type IkmEvent } from '../../events/catalog.ts';
import type { IsoInstant } from '../domain/time.ts';
import type { ChangedRow, RowOf, RowType } from './changed-row.ts';

/** A change of one row and its place in the stream. At least one of `before` and `after` is there. */
export interface Change {
  readonly stream: string;
  readonly sequence: string;
  readonly at: IsoInstant;
  readonly before: ChangedRow | undefined;
  readonly after: ChangedRow | undefined;
}

/** What happened, before it gets its envelope. */
type Happening = { [Type in EventType]: { type: Type; subject: string; data: EventOf<Type>['data'] } }[EventType];

/** A row's two states; an equal type on both sides, as `type` is part of what a row is. */
type Pair<Row> = readonly [before: Row | undefined, after: Row | undefined];

const is = <Type extends RowType>(row: ChangedRow, type: Type): row is RowOf<Type> => row.type === type;

const pairOf = <Type extends RowType>({ before, after }: Change, type: Type): Pair<RowOf<Type>> => [
  before !== undefined && is(before, type) ? before : undefined,
  after !== undefined && is(after, type) ? after : undefined,
];

const ofSentra = ([before, after]: Pair<RowOf<'sentra'>>): Happening[] => {
  if (after === undefined) return [];
  const { sentraId } = after;
  const told = { subject: `sentra/${sentraId}`, data: { sentraId } };
  if (before === undefined) return [{ type: 'sentra.registered.v1', ...told }];
  return countedBy(before) === countedBy(after) ? [] : [{ type: 'sentra.changed.v1', ...told }];
};

/** What decides where the IKMs of a sentra are counted. */
const countedBy = ({ regionCode, programmes = [] }: RowOf<'sentra'>): string =>
  JSON.stringify([regionCode, programmes.map(({ name }) => name)]);

const decisions = { approved: 'approve', returned: 'return', rejected: 'reject', suspended: 'suspend' } as const;

const ofIkm = ([before, after]: Pair<RowOf<'ikm'>>): Happening[] => {
  if (after === undefined) return [];
  const { ikmId, sentraId, regionCode, mergedInto, state } = after;
  const subject = `ikm/${ikmId}`;
  const happened: Happening[] = [];
  if (before === undefined) {
    happened.push({
      type: 'ikm.enrolled.v1',
      subject,
      data: { ikmId, ...(sentraId === undefined ? {} : { sentraId }) },
    });
  }
  // a name that this version did not read before is no news
  if (before?.businessName !== undefined && before.businessName !== after.businessName)
    happened.push({ type: 'ikm.profile-changed.v1', subject, data: { ikmId } });
  // likewise a place that was not read before
  if (before?.regionCode !== undefined && (before.sentraId !== sentraId || before.regionCode !== regionCode))
    happened.push({ type: 'ikm.moved.v1', subject, data: { ikmId } });
  if (before?.state === state) return happened;
  switch (state) {
    case 'draft':
    case 'submitted':
      break;
    case 'approved':
    case 'returned':
    case 'rejected':
    case 'suspended': {
      const decision = before?.state === 'suspended' && state === 'approved' ? 'restore' : decisions[state];
      happened.push({ type: 'ikm.verified.v1', subject, data: { ikmId, decision, state } });
      break;
    }
    case 'closed':
      happened.push(
        mergedInto === undefined
          ? { type: 'ikm.closed.v1', subject, data: { ikmId } }
          : { type: 'ikm.merged.v1', subject, data: { ikmId, into: mergedInto } },
      );
      break;
  }
  return happened;
};

const ofShopSite = ([before, after]: Pair<RowOf<'shop-site'>>): Happening[] => {
  const row = after ?? before;
  if (row === undefined || before?.etag === after?.etag) return [];
  return [{ type: 'ikm.profile-changed.v1', subject: `ikm/${row.ikmId}`, data: { ikmId: row.ikmId } }];
};

const ofPack = ([before, after]: Pair<RowOf<'pack'>>): Happening[] =>
  before === undefined && after?.state === 'waiting'
    ? [{ type: 'pack.requested.v1', subject: `pack/${after.packId}`, data: { packId: after.packId } }]
    : [];

const ofImport = ([before, after]: Pair<RowOf<'import'>>): Happening[] => {
  if (after === undefined) return [];
  const { importId, kind, state, seq } = after;
  const subject = `import/${importId}`;
  if (seq > (before?.seq ?? 0)) return [{ type: 'import.due.v1', subject, data: { importId } }];
  if (before?.state === state) return [];
  return state === 'finished' || state === 'cancelled' || state === 'failed'
    ? [{ type: 'import.finished.v1', subject, data: { importId, kind, outcome: state } }]
    : [];
};

const ofProduct = ([before, after]: Pair<RowOf<'product'>>): Happening[] => {
  // rows of deleted products stay, marked
  if (after === undefined) return [];
  const { productId, ikmId, curation } = after;
  const subject = `product/${productId}`;
  if (after.archived) {
    const how = after.deleted ? 'deleted' : 'archived';
    return before?.archived === true ? [] : [{ type: 'product.archived.v1', subject, data: { productId, ikmId, how } }];
  }
  const happened: Happening[] = [];
  if (before?.contentDigest !== after.contentDigest) {
    happened.push({ type: 'product.saved.v1', subject, data: { productId, ikmId } });
  }
  if (before?.curation !== curation && curation !== 'draft' && curation !== 'submitted') {
    happened.push({
      type: 'product.curated.v1',
      subject,
      data: { productId, ikmId, decision: decisions[curation] },
    });
  }
  return happened;
};

const ofOffer = ([before, after]: Pair<RowOf<'offer'>>): Happening[] => {
  // the offers that a product is created with stand in its own row
  if (after === undefined || before?.etag === after.etag) return [];
  const { productId, ikmId } = after;
  return [{ type: 'product.offer-changed.v1', subject: `product/${productId}`, data: { productId, ikmId } }];
};

const ofPhoto = ([before, after]: Pair<RowOf<'photo'>>): Happening[] => {
  if (after === undefined || before?.state === after.state) return [];
  const { productId, photoId, state, reason } = after;
  const subject = `photo/${photoId}`;
  switch (state) {
    case 'waiting':
      return [];
    case 'ready':
      return [{ type: 'photo.processed.v1', subject, data: { productId, photoId } }];
    case 'rejected':
      return [{ type: 'photo.rejected.v1', subject, data: { productId, photoId, reason: reason ?? 'unreadable' } }];
  }
};

const ofTerms = ([before, after]: Pair<RowOf<'account'>>): Happening[] => {
  if (after === undefined || after.terms === undefined || before?.terms === after.terms) return [];
  const { accountId, marketplace } = after;
  return [{ type: 'account.rules-changed.v1', subject: `account/${accountId}`, data: { accountId, marketplace } }];
};

const ofConsent = ([before, after]: Pair<RowOf<'consent'>>): Happening[] => {
  if (after === undefined || before?.agreed === after.agreed) return [];
  const { accountId, ikmId, agreed } = after;
  return [{ type: 'account.consent-changed.v1', subject: `account/${accountId}`, data: { accountId, ikmId, agreed } }];
};

const ofPurposeConsent = ([before, after]: Pair<RowOf<'purpose-consent'>>): Happening[] => {
  if (after === undefined || before?.agreed === after.agreed) return [];
  const { ikmId, purpose, agreed } = after;
  return [{ type: 'ikm.consent-changed.v1', subject: `ikm/${ikmId}`, data: { ikmId, purpose, agreed } }];
};

const ofDataRequest = ([before, after]: Pair<RowOf<'data-request'>>): Happening[] => {
  if (after?.state !== 'working' || before?.seq === after.seq) return [];
  const { ikmId, requestId, kind } = after;
  return [{ type: 'ikm.data-request-due.v1', subject: `ikm/${ikmId}`, data: { ikmId, requestId, kind } }];
};

const ofCategories = ([before, after]: Pair<RowOf<'sentra-categories'>>): Happening[] => {
  if (after === undefined || before?.etag === after.etag) return [];
  const { sentraId } = after;
  return [{ type: 'sentra.categories-changed.v1', subject: `sentra/${sentraId}`, data: { sentraId } }];
};

const ofAccount = ([before, after]: Pair<RowOf<'account'>>): Happening[] => {
  const row = after ?? before;
  if (row === undefined || before?.state === after?.state) return [];
  const { accountId, marketplace } = row;
  const { type, id } = row.holder;
  if (type === 'partner') return ofPartner(accountId, after?.state);
  const subject = `account/${accountId}`;
  const data = { accountId, marketplace, holder: { type, id } };
  switch (after?.state) {
    case 'pending':
      return [];
    case 'connected':
      return [{ type: 'account.connected.v1', subject, data }];
    case 'expiring':
      return [
        // connected again for a few days only: its listings must hear of it all the same
        ...(before?.state === 'connected' ? [] : [{ type: 'account.connected.v1' as const, subject, data }]),
        { type: 'account.expiring.v1', subject, data },
      ];
    case 'expired':
    case 'revoked':
      return [{ type: 'account.lost.v1', subject, data: { ...data, reason: after.state } }];
    case undefined:
      // taken out by its holder: lost only if it ever worked
      return row.state === 'connected' || row.state === 'expiring'
        ? [{ type: 'account.lost.v1', subject, data: { ...data, reason: 'revoked' } }]
        : [];
  }
};

/** A partner's account is its own: it is saved or disabled, never connected by an owner. */
const ofPartner = (partnerId: string, state: RowOf<'account'>['state'] | undefined): Happening[] => {
  const subject = `partner/${partnerId}`;
  const data = { partnerId, accountId: partnerId };
  if (state === 'connected') return [{ type: 'partner.saved.v1', subject, data }];
  return state === 'revoked' ? [{ type: 'partner.disabled.v1', subject, data }] : [];
};

const ofRelease = ([before, after]: Pair<RowOf<'release'>>): Happening[] => {
  if (after === undefined || before?.seq === after.seq) return [];
  const { ikmId, partnerId } = after;
  return [{ type: 'partner.release-changed.v1', subject: `ikm/${ikmId}`, data: { ikmId, partnerId } }];
};

const ofListing = ([before, after]: Pair<RowOf<'listing'>>): Happening[] => {
  if (after === undefined) return [];
  const { productId, accountId, marketplace, ikmId, state } = after;
  const subject = `listing/${productId}/${accountId}`;
  const data = { productId, accountId, marketplace, ikmId };
  const happened: Happening[] = [];
  if (before?.wanted !== after.wanted) {
    happened.push({ type: 'listing.wanted.v1', subject, data: { ...data, wanted: after.wanted } });
  }
  if (after.dueSeq > (before?.dueSeq ?? 0)) {
    happened.push({ type: 'listing.due.v1', subject, data: { productId, accountId, marketplace } });
  }
  if (before?.state === state) return happened;
  switch (state) {
    case 'live':
      // a shop that was cut off and came back had it on sale all the while
      if (before?.state !== 'blocked' || !isOnSale(before))
        happened.push({ type: 'listing.went-live.v1', subject, data });
      break;
    case 'rejected':
      happened.push({ type: 'listing.rejected.v1', subject, data });
      break;
    case 'off':
    case 'blocked':
      // only what was on sale can be taken off
      if (before?.state === 'live' && !isOnSale(after)) happened.push({ type: 'listing.taken-off.v1', subject, data });
      break;
    case 'waiting':
      // removed for good, while what comes next is not decided yet
      if (before?.state === 'live' && isRemoved(before, after))
        happened.push({ type: 'listing.taken-off.v1', subject, data });
      break;
    case 'pushing':
    case 'in-review':
    case 'failing':
      break;
  }
  return happened;
};

const ofOrderPart = ([before, after]: Pair<RowOf<'fulfilment'>>): Happening[] => {
  if (after === undefined) return [];
  const { orderId, accountId, marketplace, owner, state } = after;
  const subject = `order/${orderId}/${owner.type}/${owner.id}`;
  const data = { orderId, accountId, marketplace, ...(owner.ikmId === undefined ? {} : { ikmId: owner.ikmId }) };
  const happened: Happening[] = [];
  if (before === undefined) happened.push({ type: 'order.received.v1', subject, data: { ...data, state } });
  else if (before.state !== state) happened.push({ type: 'order.changed.v1', subject, data: { ...data, state } });
  if (before?.acknowledged === undefined && after.acknowledged !== undefined)
    happened.push({ type: 'order.acknowledged.v1', subject, data });
  if (before?.overdueSince === undefined && after.overdueSince !== undefined)
    happened.push({ type: 'order.overdue.v1', subject, data });
  return happened;
};

/** A shop's own item that is no longer linked stays on sale there. */
const isRemoved = (before: RowOf<'listing'>, after: RowOf<'listing'>): boolean =>
  isOnSale(before) && before.observed?.item?.adopted !== true && after.observed?.item === undefined;

const isOnSale = ({ observed }: RowOf<'listing'>): boolean => observed?.item?.state === 'live';

const ofReading = ([before, after]: Pair<RowOf<'shop-reading'>>): Happening[] => {
  if (after === undefined) return [];
  const { accountId, marketplace } = after;
  const subject = `account/${accountId}`;
  const data = { accountId, marketplace };
  return [
    ...(after.askedSeq > (before?.askedSeq ?? 0) ? [{ type: 'shop.reading-due.v1' as const, subject, data }] : []),
    // only the first reading holds anything back
    ...(before?.finishedAtMs === undefined && after.finishedAtMs !== undefined
      ? [{ type: 'shop.read.v1' as const, subject, data }]
      : []),
  ];
};

const ofShopItem = ([before, after]: Pair<RowOf<'shop-item'>>): Happening[] => {
  if (after === undefined) return [];
  const { accountId, marketplace, externalId, decision, photo, photoUrls, photosToFetch } = after;
  const known = new Set(before?.photosToFetch.map(({ photoId }) => photoId));
  const isAsked = photosToFetch.some(({ photoId }) => !known.has(photoId));
  // a main photo that is new and not yet compared, of an item that waits for its owner
  const isUnseen = decision === 'open' && photo === undefined && photoUrls[0] !== before?.photoUrls[0];
  return isAsked || isUnseen
    ? [
        {
          type: 'shop.item-photos-due.v1',
          subject: `account/${accountId}`,
          data: { accountId, externalId, marketplace },
        },
      ]
    : [];
};

const ofPaper = ([before, after]: Pair<RowOf<'paper'>>): Happening[] => {
  if (after === undefined) return [];
  const { ikmId, paperId, etag, ruling, reminded } = after;
  const subject = `paper/${paperId}`;
  const data = { ikmId, paperId };
  const happened: Happening[] = [];
  if (before?.etag !== etag) happened.push({ type: 'paper.saved.v1', subject, data });
  if (ruling !== undefined && before?.ruling?.at !== ruling.at)
    happened.push({ type: 'paper.checked.v1', subject, data: { ...data, decision: ruling.decision } });
  if (reminded !== undefined && before?.reminded !== reminded)
    happened.push(
      reminded === 0
        ? { type: 'paper.expired.v1', subject, data }
        : { type: 'paper.expiring.v1', subject, data: { ...data, days: reminded } },
    );
  return happened;
};

const ofTraining = ([before, after]: Pair<RowOf<'training'>>): Happening[] => {
  if (after === undefined) return [];
  const { batchId, ikmId, days } = after;
  return Object.keys(days)
    .filter((day) => before?.days[day] === undefined)
    .slice(0, 1)
    .map(() => ({ type: 'attendance.recorded.v1', subject: `batch/${batchId}/${ikmId}`, data: { batchId, ikmId } }));
};

const happeningsOf = (change: Change): Happening[] => {
  const type = (change.after ?? change.before)?.type;
  switch (type) {
    case 'sentra':
      return ofSentra(pairOf(change, type));
    case 'ikm':
      return ofIkm(pairOf(change, type));
    case 'shop-site':
      return ofShopSite(pairOf(change, type));
    case 'pack':
      return ofPack(pairOf(change, type));
    case 'import':
      return ofImport(pairOf(change, type));
    case 'product':
      return ofProduct(pairOf(change, type));
    case 'offer':
      return ofOffer(pairOf(change, type));
    case 'photo':
      return ofPhoto(pairOf(change, type));
    case 'account':
      return [...ofAccount(pairOf(change, type)), ...ofTerms(pairOf(change, type))];
    case 'consent':
      return ofConsent(pairOf(change, type));
    case 'data-request':
      return ofDataRequest(pairOf(change, type));
    case 'purpose-consent':
      return ofPurposeConsent(pairOf(change, type));
    case 'sentra-categories':
      return ofCategories(pairOf(change, type));
    case 'release':
      return ofRelease(pairOf(change, type));
    case 'listing':
      return ofListing(pairOf(change, type));
    case 'shop-reading':
      return ofReading(pairOf(change, type));
    case 'shop-item':
      return ofShopItem(pairOf(change, type));
    case 'fulfilment':
      return ofOrderPart(pairOf(change, type));
    case 'paper':
      return ofPaper(pairOf(change, type));
    case 'training':
      return ofTraining(pairOf(change, type));
    case 'member':
    case 'subject-member':
    case 'waiting-member':
    case 'team-member':
    case 'helper-consent':
    case 'helper-code':
    case 'tally':
    case 'claim':
    case 'claims-of-member':
    case 'join-code':
    case 'data-key':
    case 'transfer':
    case 'likeness':
    case 'duplicate':
    case 'identity':
    case 'approved':
    case 'stock-change':
    case 'attempt':
    case 'tokens':
    case 'shop':
    case 'shop-image':
    case 'authorization':
    case 'breaker':
    case 'rate':
    case 'fact':
    case 'feed-entry':
    case 'feed-head':
    case 'feed-change':
    case 'order':
    case 'order-clock':
    case 'order-buyer':
    case 'order-poll':
    case 'order-round':
    case 'partner':
    case 'pull-token':
    case 'delivery':
    case 'verdict':
    case 'partner-event':
    case 'open-item':
    case 'shop-link':
    case 'ticket':
    case 'version':
    case 'trust':
    case 'import-findings':
    case 'import-pointer':
    case 'audit':
    case 'batch':
    case 'seats':
    case 'note':
    case 'funnel':
    case 'funnel-round':
    case 'reached':
    case 'target':
    case undefined:
      return [];
  }
};

const schemas = new Map<string, string>(catalog.map(({ type, dataschema }) => [type, dataschema]));

/**
 * A changed row → the events it means, none for most. Pure, and equal for a repeated record down to the ids, so that
 * readers can tell a repetition.
 */
export const toEvents = (change: Change): readonly IkmEvent[] =>
  happeningsOf(change).map((happening) => ({
    specversion: '1.0',
    id: createHash('sha256')
      .update(JSON.stringify([change.stream, change.sequence, happening.type]))
      .digest('hex')
      .slice(0, 32),
    source: 'ikm',
    time: change.at,
    dataschema: schemas.get(happening.type) ?? '',
    ...happening,
  }));
