import type { Trust } from '../../domain/curation/trust.ts';
import { registerKeys } from '../keys.ts';
import type { Item } from '../versioned-item.ts';

export const toTrustRow = (trust: Trust): Item => ({ ...registerKeys.trust(trust.ikmId), type: 'trust', ...trust });
