import * as z from 'zod';
import { Version, versionsKept } from '../../domain/curation/version.ts';
import { toEpochSeconds } from '../../domain/time.ts';
import { registerKeys } from '../keys.ts';
import type { Item } from '../versioned-item.ts';

export const VersionRow = Version.extend({ type: z.literal('version'), productId: z.string() });

/** @param nowMs milliseconds since 1970: it is kept from now on */
export const toVersionRow = (productId: string, version: Version, nowMs: number): Item => ({
  ...registerKeys.version(productId, version.etag),
  type: 'version',
  productId,
  ...version,
  expiresAt: toEpochSeconds(nowMs + versionsKept.days * 86_400_000),
});
