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
import { PaperRow } from './rows/paper-row.ts';
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
  /** Present when the owner consented at enrolment; what it says stays sealed. */
  sealed: z.object({ consentAt: z.string().optional() }).optional(),
});
const SitePart = ShopSiteRow.pick({ type: true, enabled: true, whatsapp: true, url: true, about: true });
const WordPart = z.object({
  type: z.literal('purpose-consent'),
  purpose: z.literal('publishing'),
  agreed: z.boolean(),
});
const PaperPart = PaperRow.pick({ type: true, paperId: true, facts: true, ruling: true, archived: true });
const Part = z.discriminatedUnion('type', [IkmPart, SitePart, WordPart, PaperPart]);
const parts = new Set(['ikm', 'shop-site', 'purpose-consent', 'paper']);
/** Rows of other kinds lie between those that are read. */
const isPart = ({ type, purpose = 'publishing' }: Record<string, unknown>): boolean =>
  parts.has(String(type)) && purpose === 'publishing';

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
  'paperId',
  'facts',
  'ruling',
  'archived',
  'purpose',
  'agreed',
];

/** The newest word counts; before any, the one given at enrolment. */
const withheldBy = (
  word: { readonly agreed?: boolean } | undefined,
  enrolledWithConsent: boolean,
): Maker['withheld'] => {
  if (word === undefined) return enrolledWithConsent ? undefined : 'unsaid';
  return word.agreed === true ? undefined : 'withdrawn';
};

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
        ProjectionExpression: [...attributes.map((_, n) => `#a${String(n)}`), '#sealed.#consentAt'].join(', '),
        ExpressionAttributeNames: {
          ...Object.fromEntries(attributes.map((name, n) => [`#a${String(n)}`, name])),
          '#sealed': 'sealed',
          '#consentAt': 'consentAt',
        },
        ConsistentRead: true,
      }),
    );
    const found = Items.filter(isPart).map((item) => Part.parse(item));
    const ikm = found.find((part) => part.type === 'ikm');
    if (ikm === undefined) return undefined;
    const site = found.find((part) => part.type === 'shop-site');
    const word = found.find((part) => part.type === 'purpose-consent');
    const withheld = withheldBy(word, ikm.sealed?.consentAt !== undefined);
    const sentraName = ikm.sentraId === undefined ? undefined : await sentraNameOf(ikm.sentraId);
    const state = IkmState.safeParse(ikm.state).data;
    return {
      state,
      seller: { ikmId: ikm.ikmId, businessName: ikm.businessName },
      origin: { ...(sentraName === undefined ? {} : { sentraName }), regionName: regionNameOf(ikm.regionCode) },
      regionCode: ikm.regionCode,
      ...(withheld === undefined ? {} : { withheld }),
      kbli: ikm.kbli,
      nib: ikm.nib,
      papers: found.filter((part) => part.type === 'paper'),
      photosAt: `${publicUrl}/images`,
      ...(site?.enabled === true
        ? { pagesAt: publicUrl, site: { whatsapp: site.whatsapp, url: site.url, about: site.about } }
        : {}),
    };
  };
};
