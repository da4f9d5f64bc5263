import type { Connector } from './connector.ts';
import { shopee } from './shopee/index.ts';

/** Every marketplace the house can list on: one line each. */
export const connectors = [shopee] as const satisfies readonly Connector[];

/** The connector of a marketplace's name. */
export const connectorOf = (marketplace: string): Connector | undefined =>
  connectors.find(({ name }) => name === marketplace);
