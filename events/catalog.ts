import { AccountConnectedV1 } from './account-connected.v1.ts';
import { AccountConsentChangedV1 } from './account-consent-changed.v1.ts';
import { AccountExpiringV1 } from './account-expiring.v1.ts';
import { AccountLostV1 } from './account-lost.v1.ts';
import { AccountRulesChangedV1 } from './account-rules-changed.v1.ts';
import { AttendanceRecordedV1 } from './attendance-recorded.v1.ts';
import { IkmClosedV1 } from './ikm-closed.v1.ts';
import { IkmConsentChangedV1 } from './ikm-consent-changed.v1.ts';
import { IkmDataRequestDueV1 } from './ikm-data-request-due.v1.ts';
import { IkmEnrolledV1 } from './ikm-enrolled.v1.ts';
import { IkmMergedV1 } from './ikm-merged.v1.ts';
import { IkmMovedV1 } from './ikm-moved.v1.ts';
import { IkmProfileChangedV1 } from './ikm-profile-changed.v1.ts';
import { IkmVerifiedV1 } from './ikm-verified.v1.ts';
import { ImportDueV1 } from './import-due.v1.ts';
import { ImportFinishedV1 } from './import-finished.v1.ts';
import { ListingDueV1 } from './listing-due.v1.ts';
import { ListingRejectedV1 } from './listing-rejected.v1.ts';
import { ListingTakenOffV1 } from './listing-taken-off.v1.ts';
import { ListingWantedV1 } from './listing-wanted.v1.ts';
import { ListingWentLiveV1 } from './listing-went-live.v1.ts';
import { PartnerDisabledV1 } from './partner-disabled.v1.ts';
import { PartnerReleaseChangedV1 } from './partner-release-changed.v1.ts';
import { PartnerSavedV1 } from './partner-saved.v1.ts';
import { OrderAcknowledgedV1 } from './order-acknowledged.v1.ts';
import { OrderChangedV1 } from './order-changed.v1.ts';
import { OrderOverdueV1 } from './order-overdue.v1.ts';
import { OrderReceivedV1 } from './order-received.v1.ts';
import { PackRequestedV1 } from './pack-requested.v1.ts';
import { PaperCheckedV1 } from './paper-checked.v1.ts';
import { PaperExpiredV1 } from './paper-expired.v1.ts';
import { PaperExpiringV1 } from './paper-expiring.v1.ts';
import { PaperSavedV1 } from './paper-saved.v1.ts';
import { PhotoProcessedV1 } from './photo-processed.v1.ts';
import { PhotoRejectedV1 } from './photo-rejected.v1.ts';
import { ProductArchivedV1 } from './product-archived.v1.ts';
import { ProductCuratedV1 } from './product-curated.v1.ts';
import { ProductOfferChangedV1 } from './product-offer-changed.v1.ts';
import { ProductSavedV1 } from './product-saved.v1.ts';
import { SentraCategoriesChangedV1 } from './sentra-categories-changed.v1.ts';
import { SentraChangedV1 } from './sentra-changed.v1.ts';
import { SentraRegisteredV1 } from './sentra-registered.v1.ts';
import { ShopItemPhotosDueV1 } from './shop-item-photos-due.v1.ts';
import { ShopReadV1 } from './shop-read.v1.ts';
import { ShopReadingDueV1 } from './shop-reading-due.v1.ts';
import type * as z from 'zod';

/** Every event of the house. A new one: its file, its line here, and the case the compiler asks for in `to-events.ts`. */
export const catalog = [
  SentraRegisteredV1,
  SentraChangedV1,
  SentraCategoriesChangedV1,
  IkmEnrolledV1,
  IkmVerifiedV1,
  IkmClosedV1,
  IkmMovedV1,
  IkmMergedV1,
  IkmProfileChangedV1,
  IkmConsentChangedV1,
  IkmDataRequestDueV1,
  AttendanceRecordedV1,
  ProductSavedV1,
  ProductOfferChangedV1,
  ProductCuratedV1,
  ProductArchivedV1,
  PackRequestedV1,
  PaperSavedV1,
  PaperCheckedV1,
  PaperExpiringV1,
  PaperExpiredV1,
  ImportDueV1,
  ImportFinishedV1,
  PhotoProcessedV1,
  PhotoRejectedV1,
  AccountConnectedV1,
  AccountExpiringV1,
  AccountLostV1,
  AccountRulesChangedV1,
  AccountConsentChangedV1,
  PartnerSavedV1,
  PartnerDisabledV1,
  PartnerReleaseChangedV1,
  ListingWantedV1,
  ListingDueV1,
  ListingWentLiveV1,
  ListingRejectedV1,
  ListingTakenOffV1,
  ShopReadingDueV1,
  ShopReadV1,
  ShopItemPhotosDueV1,
  OrderReceivedV1,
  OrderChangedV1,
  OrderAcknowledgedV1,
  OrderOverdueV1,
] as const;

export type EventDefinition = (typeof catalog)[number];
export type EventType = EventDefinition['type'];
/** One event as it goes over the bus, told apart by `type`. */
export type IkmEvent = z.infer<EventDefinition['envelope']>;
export type EventOf<Type extends EventType> = Extract<IkmEvent, { type: Type }>;
