import type { Connector } from './connector.ts';
import { shopee } from './shopee/index.ts';

/** Every marketplace the house can list on: one line each. */
export const connectors = [shopee] as const satisfies readonly Connector[];

/** Whether a connector has what a per-connector function needs, and so gets its own copy of it. */
export const getsCopy = (
  connector: Connector,
  { onlyWith }: { readonly onlyWith?: 'push' | 'shop' | 'orders' | 'feed' | undefined },
): boolean => onlyWith === undefined || connector[onlyWith] !== null;

/** The connector of a marketplace's name. */
export const connectorOf = (marketplace: string): Connector | undefined =>
  connectors.find(({ name }) => name === marketplace);
