import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { IkmState } from '../domain/ikm/state.ts';
import type { Maker } from '../domain/ikm/maker.ts';
import { IkmId, SentraId } from '../domain/ids.ts';
import { regionNameOf } from '../domain/region/region-names.ts';
import type { Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { createPlaceOfSentra } from './places.dynamo.ts';
import { ShopSiteRow } from './rows/shop-site-row.ts';

const IkmPart = z.object({
  type: z.literal('ikm'),
  ikmId: IkmId,
  businessName: z.string(),
  sentraId: SentraId.optional(),
  regionCode: z.string(),
  nib: z.string().optional(),
  kbli: z.object({ scheme: z.string(), code: z.string() }).optional(),
  state: z.string(),
});
const SitePart = ShopSiteRow.pick({ type: true, enabled: true, whatsapp: true, url: true, about: true });
const Part = z.discriminatedUnion('type', [IkmPart, SitePart]);

/** The attributes that are read, under names that are no reserved words. */
const attributes = [
  'type',
  'ikmId',
  'businessName',
  'sentraId',
  'regionCode',
  'kbli',
  'nib',
  'state',
  'enabled',
  'whatsapp',
  'url',
  'about',
];

/** A sentra's name may be this old: it changes once in years, and the next look at a listing takes the new one along. */
const nameKeptMs = 5 * 60 * 1000;
const mostNames = 1000;

export interface MakersAt extends TableAt {
  /** Base of all links, without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

/**
 * An IKM as its products need it, strongly consistent, in one query; its sentra's name from memory while that is fresh, else
 * in one more read. Undefined when there is no such IKM.
 */
export const createMakerOf = ({ publicUrl, clock, ...at }: MakersAt) => {
  const names = new Map<string, { readonly name: string | undefined; readonly untilMs: number }>();
  const placeOfSentra = createPlaceOfSentra(at);

  const sentraNameOf = async (sentraId: string): Promise<string | undefined> => {
    const known = names.get(sentraId);
    if (known !== undefined && known.untilMs > clock()) return known.name;
    const name = (await placeOfSentra(sentraId))?.name;
    if (names.size >= mostNames) names.clear();
    names.set(sentraId, { name, untilMs: clock() + nameKeptMs });
    return name;
  };

  return async (ikmId: string): Promise<Maker | undefined> => {
    const { pk, sk } = registerKeys.ikm(ikmId);
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': pk, ':first': sk, ':last': registerKeys.shopSite(ikmId).sk },
        ProjectionExpression: attributes.map((_, n) => `#a${String(n)}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name, n) => [`#a${String(n)}`, name])),
        ConsistentRead: true,
      }),
    );
    const parts = Items.map((item) => Part.parse(item));
    const ikm = parts.find((part) => part.type === 'ikm');
    if (ikm === undefined) return undefined;
    const site = parts.find((part) => part.type === 'shop-site');
    const sentraName = ikm.sentraId === undefined ? undefined : await sentraNameOf(ikm.sentraId);
    const state = IkmState.safeParse(ikm.state).data;
    return {
      state,
      seller: { ikmId: ikm.ikmId, businessName: ikm.businessName },
      origin: { ...(sentraName === undefined ? {} : { sentraName }), regionName: regionNameOf(ikm.regionCode) },
      regionCode: ikm.regionCode,
      kbli: ikm.kbli,
      nib: ikm.nib,
      photosAt: `${publicUrl}/images`,
      ...(site?.enabled === true
        ? { pagesAt: publicUrl, site: { whatsapp: site.whatsapp, url: site.url, about: site.about } }
        : {}),
    };
  };
};
