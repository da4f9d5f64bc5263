import type { Evidence, Sale } from '../../shared/domain/funnel/funnel.ts';
import { lookAtIkm, type LookDeps } from '../../shared/domain/funnel/look.ts';
import { newsOf } from './news.ts';

type Position = Record<string, string>;

export interface FollowFunnelDeps extends LookDeps {
  /** An IKM's part of an order, as a sale; undefined when there is none. */
  readonly saleOf: (orderId: string, ikmId: string) => Promise<Sale | undefined>;
  readonly ikmsOfSentra: (
    sentraId: string,
    limit: number,
    position: Position | undefined,
  ) => Promise<{ readonly rows: readonly string[]; readonly position: Position | undefined }>;
}

const pageSize = 100;

/** Takes an event into the funnel; events may come twice, late and in any order. */
export const followFunnel = (deps: FollowFunnelDeps) => {
  const { funnel, saleOf, ikmsOfSentra } = deps;
  const look = lookAtIkm(deps);

  const lookAtSentra = async (sentraId: string): Promise<void> => {
    let position: Position | undefined;
    do {
      const page = await ikmsOfSentra(sentraId, pageSize, position);
      for (const ikmId of page.rows) await look(ikmId, { reached: {}, sales: [] });
      ({ position } = page);
    } while (position !== undefined);
  };

  /** Most news is old news: the thousandth order, the hundredth listing. */
  const isKnown = async (ikmId: string, { reached, sales }: Evidence): Promise<boolean> => {
    const told = [...Object.entries(reached), ...sales.map(({ at }) => ['reordered', at] as const)];
    if (told.length === 0) return false;
    const known: Readonly<Record<string, string>> = (await funnel.read(ikmId))?.reached ?? {};
    return told.every(([step, at]) => (known[step] ?? '~') <= at);
  };

  return async (event: unknown): Promise<void> => {
    const news = newsOf(event);
    if (news === undefined) return;
    if ('sentraId' in news) return lookAtSentra(news.sentraId);
    const { ikmId, reached, orderId } = news;
    const sale = orderId === undefined ? undefined : await saleOf(orderId, ikmId);
    const evidence = { reached, sales: sale === undefined ? [] : [sale] };
    if (!(await isKnown(ikmId, evidence))) await look(ikmId, evidence);
  };
};
