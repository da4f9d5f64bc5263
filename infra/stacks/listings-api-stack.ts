import type { Construct } from 'constructs';
import { route as acknowledgeOrder } from '../../functions/acknowledge-order/route.ts';
import { route as decideShopItem } from '../../functions/decide-shop-item/route.ts';
import { route as listShopItems } from '../../functions/list-shop-items/route.ts';
import { route as refreshShopItems } from '../../functions/refresh-shop-items/route.ts';
import { route as deleteAccount } from '../../functions/delete-account/route.ts';
import { route as getAccount } from '../../functions/get-account/route.ts';
import { route as getFeed } from '../../functions/get-feed/route.ts';
import { route as getListing } from '../../functions/get-listing/route.ts';
import { route as getOrder } from '../../functions/get-order/route.ts';
import { route as getReadiness } from '../../functions/get-readiness/route.ts';
import { route as getRequirements } from '../../functions/get-requirements/route.ts';
import { route as getSettlement } from '../../functions/get-settlement/route.ts';
import { route as listAccounts } from '../../functions/list-accounts/route.ts';
import { route as listListings } from '../../functions/list-listings/route.ts';
import { route as listMarketplaces } from '../../functions/list-marketplaces/route.ts';
import { route as listOrders } from '../../functions/list-orders/route.ts';
import { route as listProductListings } from '../../functions/list-product-listings/route.ts';
import { route as openAccount } from '../../functions/open-account/route.ts';
import { route as resolveListing } from '../../functions/resolve-listing/route.ts';
import { route as retryListing } from '../../functions/retry-listing/route.ts';
import { route as wantListing } from '../../functions/want-listing/route.ts';
import { route as getConsent } from '../../functions/get-consent/route.ts';
import { route as getShopCategory } from '../../functions/get-shop-category/route.ts';
import { route as getShopRules } from '../../functions/get-shop-rules/route.ts';
import { route as saveConsent } from '../../functions/save-consent/route.ts';
import { route as saveShopCategory } from '../../functions/save-shop-category/route.ts';
import { route as saveShopRules } from '../../functions/save-shop-rules/route.ts';
import { route as previewListing } from '../../functions/preview-listing/route.ts';
import { addRoutes, type RoutesProps } from '../constructs/api-route.ts';
import { HouseStack } from '../constructs/house-stack.ts';

/** Shop accounts, readiness, listings, orders. */
export class ListingsApiStack extends HouseStack {
  constructor(scope: Construct, props: RoutesProps) {
    super(scope, props.house.stage, 'listings-api', 'API of shop accounts, readiness, listings and orders');
    addRoutes(this, props, {
      'get-feed': getFeed,
      'open-account': openAccount,
      'list-marketplaces': listMarketplaces,
      'list-accounts': listAccounts,
      'get-account': getAccount,
      'delete-account': deleteAccount,
      'get-readiness': getReadiness,
      'preview-listing': previewListing,
      'get-requirements': getRequirements,
      'want-listing': wantListing,
      'get-listing': getListing,
      'list-listings': listListings,
      'list-product-listings': listProductListings,
      'retry-listing': retryListing,
      'resolve-listing': resolveListing,
      'list-shop-items': listShopItems,
      'refresh-shop-items': refreshShopItems,
      'decide-shop-item': decideShopItem,
      'list-orders': listOrders,
      'get-order': getOrder,
      'acknowledge-order': acknowledgeOrder,
      'get-settlement': getSettlement,
      'get-consent': getConsent,
      'get-shop-category': getShopCategory,
      'get-shop-rules': getShopRules,
      'save-consent': saveConsent,
      'save-shop-category': saveShopCategory,
      'save-shop-rules': saveShopRules,
    });
  }
}
