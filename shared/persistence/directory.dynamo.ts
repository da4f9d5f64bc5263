import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createDirectory, type Named } from '../domain/intake/directory.ts';
import type { Directory } from '../domain/intake/entry.ts';
import { anyone, isAllowed, type Caller } from '../domain/member/member.ts';
import { reachOf, type Reach } from '../domain/member/reach.ts';
import { ProblemError } from '../domain/problem.ts';
import { readItems } from './bulk-calls.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { registerStretch, type Stretch } from './page.ts';
import { areasOf, areaStretches } from './register-list.ts';

/** More names than this do not fit a function's memory: an import of a ministry names its sentra then. */
const mostNames = 200_000;

/** What is read of a row. */
const attributes = ['ikmId', 'sentraId', 'businessName', 'name', 'regionCode', 'komoditas', 'nib', 'state'] as const;

const place = { regionCode: z.string(), komoditas: z.string() };
const IkmName = z.object({
  ikmId: z.string(),
  sentraId: z.string().optional(),
  businessName: z.string(),
  nib: z.string().optional(),
  state: z.string(),
  ...place,
});
const SentraName = z.object({ sentraId: z.string(), name: z.string(), ...place });

/** The rows of a stretch, a megabyte at a time, with the few attributes that are asked for. */
async function* rowsOf({ dynamo, table }: TableAt, { index, attributes: key, pk, prefix }: Stretch) {
  const names = Object.fromEntries(attributes.map((name, n) => [`#a${n}`, name]));
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: prefix === '' ? '#pk = :pk' : '#pk = :pk AND begins_with(#sk, :prefix)',
        ProjectionExpression: Object.keys(names).join(', '),
        ExpressionAttributeNames: { ...names, '#pk': key.pk, ...(prefix === '' ? {} : { '#sk': key.sk }) },
        ExpressionAttributeValues: { ':pk': pk, ...(prefix === '' ? {} : { ':prefix': prefix }) },
        ExclusiveStartKey: from,
      }),
    );
    yield* Items;
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

const toIkm = (row: unknown): (Named & { readonly state: string }) | undefined => {
  const { data } = IkmName.safeParse(row);
  if (data === undefined) return undefined;
  const { ikmId: id, businessName: name, regionCode, komoditas, nib, sentraId, state } = data;
  return { id, name, regionCode, komoditas, nib, sentraId, state };
};

const toSentra = (row: unknown): Named | undefined => {
  const { data } = SentraName.safeParse(row);
  if (data === undefined) return undefined;
  const { sentraId: id, name, regionCode, komoditas } = data;
  return { id, name, regionCode, komoditas };
};

/** The kabupaten or kota (or a part of one) that all of a scope lies in. */
const homeOf = ({ everything, areas: [area, ...others], sentraIds, ikmIds }: Reach): string | undefined =>
  !everything && others.length + sentraIds.length + ikmIds.length === 0 && area?.includes('.') === true
    ? area
    : undefined;

/**
 * The sentras and IKMs that a caller's rows may name: those in the caller's scope, closed ones left out. From indexes, so the
 * newest may lack for a moment.
 * @param within only this sentra, or this IKM, as the import's target.
 * @throws ProblemError `bad-request` when the scope holds more than fits; a target makes it smaller.
 */
export const loadDirectory = async (
  register: TableAt,
  caller: Caller,
  within: { readonly sentraId?: string | undefined; readonly ikmId?: string | undefined } = {},
): Promise<Directory> => {
  const reach = reachOf(caller, anyone);
  const directory = createDirectory(homeOf(reach));
  let names = 0;
  const count = (): void => {
    names += 1;
    if (names > mostNames) throw tooMany();
  };
  const addSentra = (row: unknown): void => {
    const sentra = toSentra(row);
    if (sentra === undefined || !isAllowed(caller, { ...sentra, sentraId: sentra.id }, anyone)) return;
    count();
    directory.addSentra(sentra);
  };
  const addIkm = (row: unknown): void => {
    const ikm = toIkm(row);
    if (ikm === undefined || ikm.state === 'closed' || !isAllowed(caller, { ...ikm, ikmId: ikm.id }, anyone)) return;
    count();
    const { state: _, ...named } = ikm;
    directory.addIkm(named);
  };

  const areas = areasOf(reach, undefined);
  const { sentraId, ikmId } = within;
  const sentraIds = [...new Set(sentraId === undefined ? (reach.everything ? [] : reach.sentraIds) : [sentraId])];
  const ikmIds = ikmId === undefined ? (reach.everything ? [] : reach.ikmIds) : [ikmId];
  for (const row of await readItems(register, sentraIds.map(registerKeys.sentra), attributes)) addSentra(row);
  for (const row of await readItems(register, ikmIds.map(registerKeys.ikm), attributes)) addIkm(row);
  if (ikmId !== undefined) return directory;
  const stretches =
    sentraId === undefined
      ? [
          ...areaStretches('by-region', 'REGION-IKM', areas),
          ...sentraIds.map((id) => registerStretch('by-sentra', `SENTRA-IKM#${id}`)),
        ]
      : [registerStretch('by-sentra', `SENTRA-IKM#${sentraId}`)];
  if (sentraId === undefined)
    for (const stretch of areaStretches('by-region', 'REGION-SENTRA', areas))
      for await (const row of rowsOf(register, stretch)) addSentra(row);
  for (const stretch of stretches) for await (const row of rowsOf(register, stretch)) addIkm(row);
  return directory;
};

const tooMany = (): ProblemError =>
  new ProblemError('bad-request', [
    {
      path: 'target',
      code: 'too-big',
      message: {
        id: 'Wilayah Anda memuat terlalu banyak usaha untuk satu impor. Pilih sentranya.',
        en: 'Your scope holds too many firms for one import. Choose the sentra.',
      },
    },
  ]);
