import { defineTrigger } from '../../shared/config/function-spec.ts';

export const trigger = defineTrigger({
  // one at a time: a large one must not hold up the others of its batch
  trigger: { kind: 'events', types: ['ikm.data-request-due.v1', 'listing.taken-off.v1'], batchSize: 1 },
  access: {
    register: {
      read: ['IKM', 'PRODUCT', 'PACK', 'MEMBER', 'TEAM', 'CLAIM', 'IDENTITY'],
      write: ['IKM', 'PRODUCT', 'MEMBER', 'SUBJECT', 'CONTACT', 'TEAM'],
      delete: ['IKM', 'PRODUCT', 'PACK', 'MEMBER', 'SUBJECT', 'CONTACT', 'TEAM', 'CLAIM', 'IDENTITY', 'IMPORT'],
      index: { 'by-ikm': ['IKM', 'CLAIM-IKM'] },
    },
    listings: {
      read: [
        'LISTING',
        'ATTEMPT',
        'ACCOUNT',
        'SHOP',
        'SHOPITEM',
        'OPENITEM',
        'RELEASE',
        'FEED',
        'FEED-HEAD',
        'FEED-LOG',
        'PULL',
      ],
      write: ['ACCOUNT', 'SHOP'],
      delete: [
        'LISTING',
        'ATTEMPT',
        'ACCOUNT',
        'SHOP',
        'SHOPITEM',
        'OPENITEM',
        'RELEASE',
        'CONSENT',
        'FEED',
        'FEED-HEAD',
        'FEED-LOG',
        'PULL',
      ],
      index: { 'by-listed-ikm': ['LISTED-IKM'], 'by-holder': ['HOLDER'] },
    },
    photos: { delete: ['uploads/', 'renditions/'] },
    files: { list: true, delete: ['packs/', 'feeds/'] },
    intake: {
      list: true,
      read: ['imports/'],
      write: ['erased/'],
      delete: ['imports/', 'exports/', 'papers/'],
    },
    keys: ['unseal'],
  },
  sizing: { timeoutSeconds: 300, memoryMb: 1024 },
  impact: 'Erasures that were asked for stand still; they go on when it works again. The law gives three days.',
});
