/** Every log line's code. A line says what happened by its code; details are fields, ids only. */
export const logCodes = {
  requestFailed: 'IKM-HTTP-001',
  auditLost: 'IKM-HTTP-002',
  recordFailed: 'IKM-QUEUE-001',
  recordUnreadable: 'IKM-QUEUE-002',
  eventUnpublishable: 'IKM-EVENT-001',
  eventsThrottled: 'IKM-EVENT-002',
  listingLeaseLost: 'IKM-LISTING-001',
  listingFailed: 'IKM-LISTING-002',
  accountLost: 'IKM-ACCOUNT-001',
  tokenRefreshFailed: 'IKM-ACCOUNT-002',
  callbackRefused: 'IKM-CALLBACK-001',
  feedFailed: 'IKM-FEED-001',
  photoRejected: 'IKM-PHOTO-001',
  memberBound: 'IKM-MEMBER-001',
  memberNotBound: 'IKM-MEMBER-002',
} as const;
