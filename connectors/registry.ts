import { connectorParts, type ConnectorPart } from '../shared/config/function-spec.ts';
import type { Connector } from './connector.ts';
import { googleMerchant } from './google-merchant/index.ts';
import { lazada } from './lazada/index.ts';
import { metaCatalog } from './meta-catalog/index.ts';
import { shopee } from './shopee/index.ts';
import { tiktokShop } from './tiktok-shop/index.ts';
import { webhook } from './webhook/index.ts';

/** Every marketplace the house can list on: one line each. */
export const connectors = [
  shopee,
  tiktokShop,
  lazada,
  googleMerchant,
  metaCatalog,
  webhook,
] as const satisfies readonly Connector[];

/** Whether a connector has what a per-connector function needs, and so gets its own copy of it. */
export const getsCopy = (
  connector: Connector,
  { onlyWith }: { readonly onlyWith?: ConnectorPart | undefined },
): boolean => onlyWith === undefined || connector[onlyWith] !== null;

/** What anybody may know of a marketplace without its code. */
export interface Marketplace extends Pick<Connector, 'name' | 'displayName' | 'status' | 'feeShare'> {
  /** The parts it has, e.g. `orders`. */
  readonly parts: readonly ConnectorPart[];
  /** Whether buyers order there: read by us, or told by a partner's events. */
  readonly takesOrders: boolean;
  /** The feed format it writes. */
  readonly feedFormat: string | null;
  /** Hosts of photos in its shops; absent for one whose shops are not read. */
  readonly photoHosts?: readonly string[];
}

export const marketplaces: readonly Marketplace[] = connectors.map((connector: Connector) => ({
  name: connector.name,
  displayName: connector.displayName,
  status: connector.status,
  feeShare: connector.feeShare,
  parts: connectorParts.filter((part) => connector[part] !== null),
  takesOrders: connector.orders !== null || connector.callsPartners === true,
  feedFormat: connector.feed?.name ?? null,
  ...(connector.shop === null ? {} : { photoHosts: connector.shop.photoHosts ?? [] }),
}));

/**
 * The connector of a marketplace's name. A function that serves all marketplaces takes connectors from here alone: its bundle
 * then keeps each in a file of its own, loaded when first asked for (`infra/bundle.ts`).
 */
export const loadConnector = (marketplace: string): Promise<Connector | undefined> =>
  Promise.resolve(connectors.find(({ name }) => name === marketplace));
