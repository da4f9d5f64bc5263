/**
 * Every key of both tables, beside the access pattern it serves. Tables: `register` (people, sentras, IKMs, products,
 * photos) and `listings` (shop accounts, listings, what marketplaces told us). Both: `pk`, `sk`, expiry in `expiresAt`
 * (epoch seconds). The part of `pk` before `#` is what a function's IAM policy names (`dynamodb:LeadingKeys`).
 *
 * Indexes are for lists only; no decision rests on one, as they lag.
 */
export const registerKeys = {
  /** One membership, by id. */
  member: (memberId: string) => ({ pk: `MEMBER#${memberId}`, sk: 'MEMBER' }),
  memberDataKey: (memberId: string) => ({ pk: `MEMBER#${memberId}`, sk: 'KEY' }),
  /** All memberships of a signed-in person, in one query: the read every request makes. */
  subject: (subject: string) => ({ pk: `SUBJECT#${subject}` }),
  subjectMember: (subject: string, memberId: string) => ({ pk: `SUBJECT#${subject}`, sk: `MEMBER#${memberId}` }),
  /** Memberships waiting for the first sign-in with this phone or e-mail (keyed hash). */
  contactMember: (contactHash: string, memberId: string) => ({
    pk: `CONTACT#${contactHash}`,
    sk: `MEMBER#${memberId}`,
  }),

  /** Who acts for an IKM, or for the IKMs of a sentra: the memberships that name it. */
  teamMember: (placeId: string, memberId: string) => ({ pk: `TEAM#${placeId}`, sk: `MEMBER#${memberId}` }),
  /** What an owner said to this helper's acting for them; in one query with who acts. */
  helperConsent: (ikmId: string, memberId: string) => ({ pk: `TEAM#${ikmId}`, sk: `CONSENT#${memberId}` }),
  /** A code by which an owner lets a helper in (kept 10 minutes). */
  helperCode: (ikmId: string, memberId: string) => ({ pk: `TEAM#${ikmId}`, sk: `CODE#${memberId}` }),
  /** How often somebody did a thing on a day, where that is bounded. */
  tally: (what: string, who: string, day: string) => ({ pk: `TALLY#${what}#${who}`, sk: day }),

  /** An office asks to coach a firm that another one enrolled (kept 90 days). */
  claim: (claimId: string) => ({ pk: `CLAIM#${claimId}`, sk: 'CLAIM' }),
  claimDataKey: (claimId: string) => ({ pk: `CLAIM#${claimId}`, sk: 'KEY' }),
  /** Ids of the claims that a membership filed. */
  claimsOf: (memberId: string) => ({ pk: `CLAIMANT#${memberId}`, sk: 'CLAIMS' }),

  sentra: (sentraId: string) => ({ pk: `SENTRA#${sentraId}`, sk: 'SENTRA' }),
  /** The present code by which owners join a sentra. */
  joinCode: (sentraId: string) => ({ pk: `JOIN#${sentraId}`, sk: 'CODE' }),
  /** The data key that seals a sentra's leader. */
  sentraDataKey: (sentraId: string) => ({ pk: `SENTRA#${sentraId}`, sk: 'KEY' }),
  /** The marketplace categories that officers chose for a sentra's goods: read with the sentra in one query. */
  sentraCategories: (sentraId: string) => ({ pk: `SENTRA#${sentraId}`, sk: 'SHOP-CATEGORIES' }),
  /** An IKM, with the data key that seals its personal fields (wrapped under KMS): destroying the key erases them. */
  ikm: (ikmId: string) => ({ pk: `IKM#${ikmId}`, sk: 'IKM' }),
  /** What an IKM shows the public; next to its `IKM`, so that one query reads both. */
  shopSite: (ikmId: string) => ({ pk: `IKM#${ikmId}`, sk: 'SHOP-SITE' }),
  /** A legality paper; between an IKM and its shop site, so that the look at a listing brings it. */
  paper: (ikmId: string, paperId: string) => ({ pk: `IKM#${ikmId}`, sk: `PAPER#${paperId}` }),
  /** Whether officers trust an IKM's products unseen. */
  trust: (ikmId: string) => ({ pk: `IKM#${ikmId}`, sk: 'TRUST' }),
  /** Who holds this NIK at this production site (keyed hash): the guard against enrolling one firm twice. */
  identity: (identityHash: string) => ({ pk: `IDENTITY#${identityHash}`, sk: 'IDENTITY' }),

  /** Who saw or changed a thing, one line each, appended alone: by thing, and by day through `by-region`. */
  audit: (thing: string, id: string, place: string) => ({ pk: `AUDIT#${thing}#${id}`, sk: place }),
  /** What the person agreed to for a purpose, with its history. */
  purposeConsent: (ikmId: string, purpose: string) => ({ pk: `IKM#${ikmId}`, sk: `PURPOSE#${purpose}` }),
  /** A request of the person about their data. */
  dataRequest: (ikmId: string, requestId: string) => ({ pk: `IKM#${ikmId}`, sk: `SUBJECT-REQUEST#${requestId}` }),

  /** An import: how far it is, and what was found in its file (kept 7 days after its last step, as its report). */
  import: (importId: string) => ({ pk: `IMPORT#${importId}`, sk: 'IMPORT' }),
  importFindings: (importId: string) => ({ pk: `IMPORT#${importId}`, sk: 'FINDINGS' }),
  /** Imports that one person made, by time. */
  imported: (subject: string, createdAt: string, importId: string) => ({
    pk: `IMPORTER#${subject}`,
    sk: `${createdAt}#${importId}`,
  }),

  /** A request to move an IKM (kept 90 days once it is decided); what is personal in it is sealed under the IKM's key. */
  transfer: (transferId: string) => ({ pk: `TRANSFER#${transferId}`, sk: 'TRANSFER' }),

  /** IKMs with this phone, or with this name, in one kabupaten or kota (keyed hash): what a new one is compared with. */
  likeness: (hash: string, ikmId: string) => ({ pk: `LIKENESS#${hash}`, sk: `IKM#${ikmId}` }),
  /** By which hashes an IKM stands there. */
  likenessesOf: (ikmId: string) => ({ pk: `LIKENESS-OF#${ikmId}`, sk: 'LIKENESS-OF' }),
  /** Two records that are likely one firm. */
  duplicate: (duplicateId: string) => ({ pk: `DUPLICATE#${duplicateId}`, sk: 'DUPLICATE' }),

  /** A batch of training · the seats that are taken in it. */
  batch: (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: 'BATCH' }),
  seats: (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: 'SEATS' }),
  /** An IKM's part in a batch, with the days it came: in its own partition, so that it goes with it. */
  training: (ikmId: string, batchId: string) => ({ pk: `IKM#${ikmId}`, sk: `TRAINING#${batchId}` }),
  /** What an IKM received or proved · a former version of it. */
  note: (ikmId: string, noteId: string) => ({ pk: `IKM#${ikmId}`, sk: `TNOTE#${noteId}` }),
  formerNote: (ikmId: string, noteId: string, etag: string) => ({
    pk: `IKM#${ikmId}`,
    sk: `TNOTE-BEFORE#${noteId}#${etag.padStart(6, '0')}`,
  }),

  /** When an IKM first reached each step of the funnel. */
  funnel: (ikmId: string) => ({ pk: `FUNNEL#${ikmId}`, sk: 'FUNNEL' }),
  /** How far looking through all IKMs for the funnel came. */
  funnelRound: () => ({ pk: 'FUNNEL#round', sk: 'ROUND' }),
  /**
   * How many IKMs reached each step: one row per part (province, kabupaten or kota, sentra) under the whole it belongs to, of all
   * programmes ('') or of one.
   */
  reached: (whole: string, programme: string, part: string) => ({ pk: `REACHED#${whole}#${programme}`, sk: part }),
  /** What officers want to reach. */
  target: (targetId: string) => ({ pk: `TARGET#${targetId}`, sk: 'TARGET' }),

  /** An export pack that was asked for (kept 7 days, as its file). */
  pack: (packId: string) => ({ pk: `PACK#${packId}`, sk: 'PACK' }),

  /** Content, offer, approved version and photos of one product share a partition: one query reads them all. */
  product: (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: 'CONTENT' }),
  offer: (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: 'OFFER' }),
  /** The content as last approved by an officer: what listings are made from. */
  approved: (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: 'APPROVED' }),
  photo: (productId: string, photoId: string) => ({ pk: `PRODUCT#${productId}`, sk: `PHOTO#${photoId}` }),
  /** Stands while a product waits for an officer's look, and who is looking. */
  ticket: (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: 'TICKET' }),
  /** A version that was handed in or approved, by its etag: they sort by age. */
  version: (productId: string, etag: string) => ({
    pk: `PRODUCT#${productId}`,
    sk: `VERSION#${etag.padStart(10, '0')}`,
  }),
  /** A stock change that was applied, so that its repetition is not (kept 90 days). */
  stockChange: (productId: string, changeId: string) => ({ pk: `PRODUCT#${productId}`, sk: `STOCK#${changeId}` }),
} as const;

/** Index name → its partition and sort key attributes, and what its partitions are. */
export const registerIndexes = {
  /**
   * `IKM#<ikmId>` → products of an IKM by product id · `CLAIM-IKM#<ikmId>`, `TRANSFER-IKM#<ikmId>` → claims to coach it,
   * requests to move it.
   */
  'by-ikm': { pk: 'ikmPk', sk: 'ikmSk' },
  /**
   * `SENTRA-IKM#<sentraId>` → its IKMs · `SENTRA-PRODUCT#<sentraId>` → its products · `SENTRA-TICKET#<sentraId>`, `SENTRA-SAMPLE#…` → its
   * products that wait for a look, longest first.
   */
  'by-sentra': { pk: 'sentraPk', sk: 'sentraSk' },
  /**
   * `REGION-SENTRA#<province>`, `REGION-IKM#<province>`, `REGION-PRODUCT#<province>` → sorted by `<regionCode>#<id>` ·
   * `PAPER-ENDING#<province>` → papers that end soon, or have ended, `<regionCode>#<last day>#<id>` · `REGION-TICKET#<province>`, `REGION-SAMPLE#…` →
   * products that wait for a look, longest first · `AUDIT-DAY#<day>` → lines of the audit trail, `<at>#…` ·
   * `REGION-BATCH#<province>` → batches of training · `PARTICIPANTS#<batchId>` → who takes part · `REGION-TARGET#<province or ID>` → targets ·
   * `LEAVING-TRANSFER#<province>` → waiting requests by where the IKM stands, `<regionCode>#<transferId>`.
   */
  'by-region': { pk: 'regionPk', sk: 'regionSk' },
  /**
   * Sparse: `WAITING-IKM#<province>`, `WAITING-PRODUCT#<province>` → what waits for an officer, `<regionCode>#<since>#<id>` ·
   * `WAITING-REQUEST#<province>` → requests of persons about their data, `<dueAt>#<requestId>` ·
   * `WAITING-CLAIM#<province>`, `WAITING-CONSENT#<province>` → claims, and helpers whose owner's consent is not recorded, as above ·
   * `AREA-TICKET#<kabupaten or kota>`, `AREA-SAMPLE#…` → products that wait for a look, longest first · `PAPER-DUE#<shard>` → papers by the
   * `WAITING-TRANSFER#<province>` → requests to move an IKM, by the office that decides · `WAITING-DUPLICATE#<province>` → pairs of
   * likely duplicates, `<kabupaten or kota>#<since>#<id>` ·
   * moment of their next reminder · `OVERSOLD#<ikmId>` → offers of which more was sold than there is · `OPEN-IMPORT#0` → imports somebody works on.
   */
  'by-waiting': { pk: 'waitingPk', sk: 'waitingSk' },
} as const;

export const listingKeys = {
  /** Listings stand under their product: one query lists a product's listings. */
  listing: (productId: string, accountId: string) => ({ pk: `LISTING#${productId}`, sk: `ACCOUNT#${accountId}` }),
  listingsOfProduct: (productId: string) => ({ pk: `LISTING#${productId}` }),
  /** Attempt log of one listing, newest last (kept 30 days). */
  attempt: (productId: string, accountId: string, at: string) => ({ pk: `ATTEMPT#${productId}#${accountId}`, sk: at }),

  account: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'ACCOUNT' }),
  /** Whether an IKM agreed to be sold by a joint shop, and who said so when. */
  consent: (accountId: string, ikmId: string) => ({ pk: `CONSENT#${accountId}`, sk: `IKM#${ikmId}` }),
  /** Sealed tokens and the refresh lease of one account. */
  tokens: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'TOKENS' }),
  /** Which account acts for a shop: one at a time. A push names the shop, this finds the account. */
  shop: (marketplace: string, shopId: string) => ({ pk: `SHOP#${marketplace}#${shopId}`, sk: 'SHOP' }),
  /** An image this shop already holds: rendition name → the marketplace's image id. One upload per photo and shop. */
  shopImage: (marketplace: string, shopId: string, rendition: string) => ({
    pk: `SHOP#${marketplace}#${shopId}`,
    sk: `IMAGE#${rendition}`,
  }),
  /** The product that the shop's own item was linked with. */
  shopLink: (marketplace: string, shopId: string, externalId: string) => ({
    pk: `SHOP#${marketplace}#${shopId}`,
    sk: `LINK#${externalId}`,
  }),
  /** An item of an account's shop that is not ours. */
  shopItem: (accountId: string, externalId: string) => ({ pk: `SHOPITEM#${accountId}`, sk: `ITEM#${externalId}` }),
  shopItems: (accountId: string) => ({ pk: `SHOPITEM#${accountId}` }),
  /** Those that wait for a decision, kept small, beside how far the shop was read: one query before each create. */
  openItem: (accountId: string, externalId: string) => ({ pk: `OPENITEM#${accountId}`, sk: `ITEM#${externalId}` }),
  openItems: (accountId: string) => ({ pk: `OPENITEM#${accountId}` }),
  shopReading: (accountId: string) => ({ pk: `OPENITEM#${accountId}`, sk: 'READING' }),
  /** An authorization on its way: the one-time state of the OAuth redirect. */
  authorization: (state: string) => ({ pk: `AUTHORIZATION#${state}`, sk: 'AUTHORIZATION' }),

  /** A partner; its account has the same id. */
  partner: (partnerId: string) => ({ pk: `PARTNER#${partnerId}`, sk: 'PARTNER' }),
  /** Tokens that fetch an account's feed, by account. */
  feedToken: (accountId: string, tokenId: string) => ({ pk: `PULL#${accountId}`, sk: `TOKEN#${tokenId}` }),
  /** What was sent to a partner, by time (kept 30 days). */
  delivery: (accountId: string, id: string) => ({ pk: `DELIVERY#${accountId}`, sk: id }),
  /** What a partner told of an entry of its feed. */
  verdict: (accountId: string, marker: string) => ({ pk: `VERDICT#${accountId}`, sk: marker }),
  /** A partner's signed event that was handled, so that its repetition is not (kept a week). */
  partnerEvent: (accountId: string, webhookId: string) => ({ pk: `HEARD#${accountId}`, sk: webhookId }),
  /** To which partners an IKM released all its products: one query reads them. */
  release: (ikmId: string, partnerId: string) => ({ pk: `RELEASE#${ikmId}`, sk: `PARTNER#${partnerId}` }),

  /** An order with its parts by owner, their clocks and its buyer share a partition: one query reads them all. */
  order: (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' }),
  fulfilment: (orderId: string, ownerKey: string) => ({ pk: `ORDER#${orderId}`, sk: `PART#${ownerKey}` }),
  /** Stands only while the owner still has to say that the order was seen. */
  orderClock: (orderId: string, ownerKey: string) => ({ pk: `ORDER#${orderId}`, sk: `CLOCK#${ownerKey}` }),
  /** Who gets the goods, sealed under a key of its own; expires. */
  orderBuyer: (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'BUYER' }),
  /** Until when an account's orders were asked for. */
  orderPoll: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'ORDERS' }),
  /** How far the present round of asking all shops of a marketplace for orders came. */
  orderRound: (marketplace: string) => ({ pk: `MARKETPLACE#${marketplace}`, sk: 'ORDERS' }),

  /** An entry of an account's feed, by its place: 16 partitions per feed, a segment is a stretch of one. */
  feedEntry: (accountId: string, place: string, marker: string) => ({
    pk: `FEED#${accountId}#${place.slice(0, 1)}`,
    sk: `ENTRY#${place}#${marker}`,
  }),
  /** What is published of an account's feed, and who builds it at the moment. */
  feedHead: (accountId: string) => ({ pk: `FEED-HEAD#${accountId}`, sk: 'HEAD' }),
  /** Changes of a feed in the order they were published: one line per entry, its newest. */
  feedChange: (accountId: string, seq: number) => ({
    pk: `FEED-LOG#${accountId}`,
    sk: String(seq).padStart(15, '0'),
  }),

  /** Circuit breaker of a marketplace. */
  breaker: (marketplace: string) => ({ pk: `MARKETPLACE#${marketplace}`, sk: 'BREAKER' }),
  /** Rate budget of one shop, shared by all workers. */
  rate: (marketplace: string, shopId: string) => ({ pk: `SHOP#${marketplace}#${shopId}`, sk: 'RATE' }),
  /** What a marketplace said about categories, attributes, limits, logistics (kept until it expires). */
  fact: (marketplace: string, name: string) => ({ pk: `FACT#${marketplace}#${name}`, sk: 'FACT' }),
} as const;

/** As above; `carries` names what an index holds beside keys, when its readers need no whole rows: it costs less to keep. */
export const listingIndexes = {
  /**
   * Sparse: `FEED-DIRTY#<shard>` → feed entries that changed, `<accountId>#<place>#<marker>` · `FEED-DUE#0` → feeds to be
   * written anew, `<when>#<accountId>` · `DUE#<marketplace>#<shard>` → listings, `<nextTryAt>#<productId>#<accountId>` · `STUCK#<marketplace>#<shard>` →
   * listings that wait for somebody, `<since>#<productId>#<accountId>` · `REFRESH#<marketplace>` → tokens to refresh,
   * `<when>#<accountId>` · `READ#<marketplace>` → shops to be read again, `<when>#<accountId>` · `ORDER-STOCK#<shard>` → orders whose stock changes are not done, `<since>` · `ORDER-CLOCK#<shard>` →
   * parts nobody acknowledged yet, `<until>#…` · `ORDER-OVERDUE#<province>` → those too late, `<regionCode>#<until>#…`.
   */
  'by-due': { pk: 'duePk', sk: 'dueSk', carries: ['accountId'] },
  /** `HOLDER#<ikmId|sentraId>` → its accounts · `HOLDER#partner` → all partners' accounts (tens, not thousands). */
  'by-holder': { pk: 'holderPk', sk: 'holderSk' },
  /**
   * `LISTED#<accountId>` → listings of an account: what an account's loss or return concerns · `ORDERS#<accountId>` → parts of
   * its orders, newest first.
   */
  'by-account': { pk: 'accountPk', sk: 'accountSk' },
  /**
   * `LISTED-IKM#<ikmId>` → listings of an IKM: what its suspension concerns · `ORDERS-IKM#<ikmId>` → its parts of orders, newest
   * first · `OPEN-ORDERS-IKM#<ikmId>` → those to be acknowledged, `<until>#…`.
   */
  'by-listed-ikm': { pk: 'listedIkmPk', sk: 'listedIkmSk' },
} as const;

export type Table = 'register' | 'listings';
/** The province (first two digits) that an index partition is kept by. */
export const provinceOf = (regionCode: string): string => regionCode.slice(0, 2);
