import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Claim, keepMs } from '../domain/claim/claim.ts';
import type { Claims } from '../domain/claim/claims.ts';
import { IkmId } from '../domain/ids.ts';
import { toEpochSeconds } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { createMemberChanges } from './member-changes.dynamo.ts';
import { readPage } from './page.ts';
import { areaStretches } from './register-list.ts';
import { DataKeyRow, toDataKeyItem } from './rows/data-key-row.ts';
import { putItem, readItem, transact, type Item, type Step } from './versioned-item.ts';

const LockRow = z.object({ ikmId: IkmId });
const PlaceRow = z.object({ ikmId: IkmId, regionCode: z.string() });
const FiledRow = z.object({
  etag: z.string(),
  claims: z.array(z.object({ claimId: z.string(), filedAt: z.string() })),
});

const expiryOf = ({ filedAt }: Claim): number => toEpochSeconds(Date.parse(filedAt) + keepMs);

const toItem = (claim: Claim): Item => {
  const { claimId, ikmId, regionCode, state, filedAt } = claim;
  return {
    ...registerKeys.claim(claimId),
    type: 'claim',
    ...claim,
    ...(ikmId === undefined ? {} : { ikmPk: `CLAIM-IKM#${ikmId}`, ikmSk: claimId }),
    ...(regionCode === undefined || state !== 'submitted'
      ? {}
      : { waitingPk: `WAITING-CLAIM#${provinceOf(regionCode)}`, waitingSk: `${regionCode}#${filedAt}#${claimId}` }),
    expiresAt: expiryOf(claim),
  };
};

/** Claims in the register table. */
export const createClaims = (at: TableAt): Claims => {
  const changes = createMemberChanges(at);
  return {
    get: async (claimId) => {
      const { Items = [] } = await at.dynamo.send(
        new QueryCommand({
          TableName: at.table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': registerKeys.claim(claimId).pk },
        }),
      );
      const [claim, key] = Items; // 'CLAIM' < 'KEY'
      if (claim === undefined || key === undefined) return undefined;
      return { claim: Claim.parse(claim), key: DataKeyRow.parse(key) };
    },

    holderOf: async (locks) => {
      const held = await Promise.all(locks.map((hash) => readItem(at, registerKeys.identity(hash), LockRow)));
      const ikmId = held.find((each) => each !== undefined)?.ikmId;
      // asked for also when there is none, so that the time it takes tells nothing
      return readItem(at, registerKeys.ikm(ikmId ?? 'NONE'), PlaceRow);
    },

    filedBy: (memberId) => readItem(at, registerKeys.claimsOf(memberId), FiledRow),

    file: async (claim, key, filed, before) => {
      const expiresAt = expiryOf(claim);
      const { written } = await transact(at, [
        { put: toItem(claim), expected: 'absent' },
        { put: { ...toDataKeyItem(registerKeys.claimDataKey(claim.claimId), key), expiresAt }, expected: 'absent' },
        {
          put: { ...registerKeys.claimsOf(claim.memberId), type: 'claims-of-member', ...filed, expiresAt },
          expected: before === undefined ? 'absent' : { etag: before.etag },
        },
      ]);
      return written;
    },

    decide: async (claim, before, membership) => {
      const step: Step = { put: toItem(claim), expected: { etag: before.etag } };
      if (membership !== undefined) return changes.change(membership.member, membership.before, {}, [step]);
      return (await putItem(at, step.put, step.expected)) === 'written';
    },

    waitingIn: (areas, limit, position, keep) =>
      readPage(at, {
        stretches: areaStretches('by-waiting', 'WAITING-CLAIM', areas),
        limit,
        position,
        parse: (item) => Claim.parse(item),
        keep,
      }),
  };
};
