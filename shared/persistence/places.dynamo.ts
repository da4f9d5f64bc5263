import * as z from 'zod';
import { IkmId, SentraId } from '../domain/ids.ts';
import { IkmState } from '../domain/ikm/state.ts';
import { Komoditas } from '../domain/komoditas.ts';
import type { TableAt } from './dynamo.ts';
import { provinces } from '../domain/region/provinces.ts';
import { registerKeys } from './keys.ts';
import { readPage, registerStretch, type Page, type Position } from './page.ts';
import { areaStretches } from './register-list.ts';
import { readItem } from './versioned-item.ts';

const IkmPlaceRow = z.object({
  ikmId: IkmId,
  sentraId: SentraId.optional(),
  regionCode: z.string(),
  state: z.string(),
  mergedInto: IkmId.optional(),
  komoditas: Komoditas,
});
const SentraPlaceRow = z.object({
  sentraId: SentraId,
  regionCode: z.string(),
  name: z.string(),
  legalHolder: z.string().optional(),
});

/** Where an IKM stands and how, without its personal fields: all that a product needs to know of it. */
export const createPlaceOfIkm = (at: TableAt) => (ikmId: string) => readItem(at, registerKeys.ikm(ikmId), IkmPlaceRow);

/** Where a sentra stands, and its name. */
export const createPlaceOfSentra = (at: TableAt) => (sentraId: string) =>
  readItem(at, registerKeys.sentra(sentraId), SentraPlaceRow);

const IkmNameRow = z.object({ ikmId: IkmId, businessName: z.string(), state: IkmState });

/** Names and states of these IKMs, without those that are not there. */
export const createNamesOfIkms =
  (at: TableAt) =>
  async (ikmIds: readonly string[]): Promise<readonly z.infer<typeof IkmNameRow>[]> => {
    const rows = await Promise.all(ikmIds.map((ikmId) => readItem(at, registerKeys.ikm(ikmId), IkmNameRow)));
    return rows.flatMap((row) => row ?? []);
  };

/** What an IKM is called; its id when it is not there. */
export const createNameOfIkm =
  (at: TableAt) =>
  async (ikmId: string): Promise<string> =>
    (await readItem(at, registerKeys.ikm(ikmId), IkmNameRow))?.businessName ?? ikmId;

const IkmIdRow = z.object({ ikmId: IkmId });

/** Ids of a sentra's IKMs, page by page; from an index, so the newest may lack for a moment. */
export const createIkmsOfSentra =
  (at: TableAt) =>
  async (
    sentraId: string,
    limit: number,
    position: Position | undefined,
  ): Promise<{ readonly rows: readonly IkmId[]; readonly position: Position | undefined }> =>
    readPage(at, {
      stretches: [registerStretch('by-sentra', `SENTRA-IKM#${sentraId}`)],
      limit,
      position,
      parse: (item) => IkmIdRow.parse(item).ikmId,
    });

/** Ids of all IKMs, page by page; from an index. */
export const createAllIkms =
  (at: TableAt) =>
  async (
    limit: number,
    position: Position | undefined,
  ): Promise<{ readonly rows: readonly IkmId[]; readonly position: Position | undefined }> =>
    readPage(at, {
      stretches: areaStretches('by-region', 'REGION-IKM', provinces),
      limit,
      position,
      parse: (item) => IkmIdRow.parse(item).ikmId,
    });

/** Ids of a province's IKMs, page by page; from an index, so the newest may lack for a moment. */
export const createIkmsOfProvince =
  (at: TableAt) =>
  (province: string, limit: number, position: Position | undefined): Promise<Page<IkmId>> =>
    readPage(at, {
      stretches: [registerStretch('by-region', `REGION-IKM#${province}`)],
      limit,
      position,
      parse: (item) => IkmIdRow.parse(item).ikmId,
    });
