import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isWithin } from '../domain/member/member.ts';
import { DataRequest, isWaiting, type DataRequests } from '../domain/privacy/data-request.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { readPage, registerStretch } from './page.ts';
import { putItem, readItem, type Item } from './versioned-item.ts';

const toItem = (request: DataRequest): Item => ({
  ...registerKeys.dataRequest(request.ikmId, request.requestId),
  type: 'data-request',
  ...request,
  ...(isWaiting(request) && {
    waitingPk: `WAITING-REQUEST#${provinceOf(request.regionCode)}`,
    waitingSk: `${request.dueAt}#${request.requestId}`,
  }),
});

/** Requests of persons about their data, in the register. */
export const dataRequests = (at: TableAt): DataRequests => ({
  read: (ikmId, requestId) => readItem(at, registerKeys.dataRequest(ikmId, requestId), DataRequest),

  ofIkm: async (ikmId) => {
    const { pk, sk } = registerKeys.dataRequest(ikmId, '');
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => DataRequest.parse(item));
  },

  write: (after, before) => putItem(at, toItem(after), before === undefined ? 'absent' : { etag: before.etag }),

  waiting: async (areas, limit) => {
    const page = await readPage(at, {
      stretches: [...new Set(areas.map(provinceOf))].map((province) =>
        registerStretch('by-waiting', `WAITING-REQUEST#${province}`),
      ),
      limit,
      position: undefined,
      parse: (item) => DataRequest.parse(item),
      keep: ({ regionCode }) => areas.some((area) => isWithin(regionCode, area)),
    });
    return page.rows;
  },
});
