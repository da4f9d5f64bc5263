import type { Assessment } from '../../connectors/assess.ts';
import type { Connector, Requirements } from '../../connectors/connector.ts';
import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { Origin } from '../../shared/domain/listing/circumstances.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { Listing, Overrides } from '../../shared/domain/listing/listing.ts';
import { reachListing, type ReachDeps } from '../../shared/domain/listing/reach.ts';
import type { ListingKey } from '../../shared/domain/listing/store.ts';
import { draftListable } from '../../shared/domain/listing/to-listable.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { plainName, questionOf, questionsFor, type Question } from '../../shared/domain/product/questions.ts';

export interface GetRequirementsDeps extends ReachDeps {
  readonly listings: { readonly read: (key: ListingKey) => Promise<Listing | undefined> };
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly loadConnector: (marketplace: string) => Promise<Connector | undefined>;
  readonly assess: (account: Account, listable: Listable, overrides: Overrides, origin: Origin) => Promise<Assessment>;
}

/** What the marketplace asks for, and the questions that answer it. */
export interface Asked extends Omit<Requirements, 'fields'> {
  readonly fields: readonly (Requirements['fields'][number] & { readonly question?: string })[];
  readonly chosen: { readonly id: string; readonly name: string; readonly by: 'listing' | 'sentra' } | null;
  readonly suggested: { readonly id: string; readonly name: string } | null;
  readonly questions: readonly (Question & { readonly answer: string | null })[];
}

/** What the product says to a question: in a field of its own, or in an attribute under any of its names. */
const answerOf = (listable: Listable, { key, names }: Question): string | null => {
  const { composition, shelfLifeDays, brand } = listable;
  const own = { composition, brand, shelfLifeDays: shelfLifeDays === undefined ? undefined : String(shelfLifeDays) };
  const found = key === 'composition' || key === 'brand' || key === 'shelfLifeDays' ? own[key] : undefined;
  const named = ([name]: readonly [string, string]): boolean => name === key || names.test(plainName(name));
  return found ?? Object.entries(listable.attributes).find(named)?.[1] ?? null;
};

/**
 * What the shop's marketplace asks for of this product. Works before the product is approved.
 * @throws ProblemError `wrong-state` while the shop is not connected, `unavailable`, `not-found`, `not-a-member`
 */
export const getRequirements =
  (deps: GetRequirementsDeps) =>
  async (caller: Caller, key: ListingKey): Promise<Asked> => {
    const { file, account } = await reachListing(deps, caller, key);
    const connector = await deps.loadConnector(account.marketplace);
    if (connector === undefined || !isUsable(account)) throw new ProblemError('wrong-state');
    const { ikmId, sentraId } = file.product;
    const [listing, maker] = await Promise.all([deps.listings.read(key), deps.makerOf(ikmId)]);
    const listable = draftListable(file, maker);
    const overrides = listing?.overrides ?? {};
    const ask = async (wanted: Overrides, of: Origin): Promise<Requirements> => {
      const verdict = await deps.assess(account, listable, wanted, of);
      if (verdict.kind === 'lost') throw new ProblemError('wrong-state');
      if (verdict.kind === 'retry') throw new ProblemError('unavailable');
      return connector.requirements(verdict.facts);
    };
    const { category, fields } = await ask(overrides, { ikmId, sentraId });
    const { categoryId, ...unchosen } = overrides;
    // without a sentra and an override nothing but the marketplace's recommendation is left
    const suggestion = category.suggested ? category : (await ask(unchosen, { ikmId })).category;
    const shown = ({ id, name }: Requirements['category']) => ({ id, name });
    return {
      category,
      chosen: category.suggested ? null : { ...shown(category), by: categoryId === undefined ? 'sentra' : 'listing' },
      suggested: suggestion.id === '' ? null : shown(suggestion),
      fields: fields.map((field) => {
        const question = questionOf([field.name]);
        return question === undefined ? field : { ...field, question: question.key };
      }),
      questions: questionsFor(listable.komoditas).map((each) => ({ ...each, answer: answerOf(listable, each) })),
    };
  };
