import { country } from '../domain/funnel/cells.ts';
import { Target, type Targets } from '../domain/target/target.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { readPage, registerStretch } from './page.ts';
import { putItem, readItem } from './versioned-item.ts';

const pkOf = (area: string): string => `REGION-TARGET#${provinceOf(area)}`;

/** Targets in the register table. */
export const createTargets = (at: TableAt): Targets => ({
  read: (targetId) => readItem(at, registerKeys.target(targetId), Target),

  write: (before, after) => {
    const { targetId, regionCode: area = country } = after;
    return putItem(
      at,
      {
        ...registerKeys.target(targetId),
        type: 'target',
        ...after,
        regionPk: pkOf(area),
        regionSk: `${area}#${targetId}`,
      },
      before === undefined ? 'absent' : { etag: before.etag },
    );
  },

  page: (areas, limit, position) =>
    readPage(at, {
      stretches: areas.map((area) => registerStretch('by-region', pkOf(area), area.length === 2 ? '' : area)),
      limit,
      position,
      parse: (item) => Target.parse(item),
    }),
});
