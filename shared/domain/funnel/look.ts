import { IkmId } from '../ids.ts';
import { nextEtag } from '../save.ts';
import { IsoInstant, toIso } from '../time.ts';
import { untilWritten } from '../until-written.ts';
import { cellChanges, isSameFunnel } from './cells.ts';
import { mergeEvidence, noEvidence, programmeKeys, type Evidence, type FunnelOfIkm, type Standing } from './funnel.ts';
import type { FunnelRecords, FunnelStore, IkmFacts } from './store.ts';

export interface LookDeps {
  readonly records: FunnelRecords;
  readonly funnel: FunnelStore;
}

type Training = Awaited<ReturnType<FunnelRecords['training']>>;

/** Kabupaten or kota of a code of any level. */
const districtOf = (code: string): string => code.slice(0, 5);

/** The beginning of a day in Jakarta, as an instant. */
const startOf = (day: string): IsoInstant => toIso(Date.parse(`${day}T00:00:00+07:00`));

const evidenceOf = ({ createdAt, history }: IkmFacts, training: Training): Evidence => {
  const approved = history.find(({ step }) => step === 'approve');
  const [firstDay] = training.flatMap(({ days }) => days).sort();
  return {
    reached: {
      enrolled: IsoInstant.parse(createdAt),
      ...(approved !== undefined && { verified: IsoInstant.parse(approved.at) }),
      ...(firstDay !== undefined && { trained: startOf(firstDay) }),
    },
    sales: [],
  };
};

/**
 * Looks at one IKM: its record says where it counts and most of its first steps; `news` adds what is known besides. The row and
 * the counters change together, so looking again, in any order, changes nothing. What was reached stays reached; a closed IKM
 * counts nowhere, and one that was merged gives what it reached to the record that is kept.
 */
export const lookAtIkm = ({ records, funnel }: LookDeps) => {
  const standingOf = async ({ regionCode, sentraId }: IkmFacts, training: Training): Promise<Standing> => {
    const sentra = sentraId === undefined ? undefined : await records.sentra(sentraId);
    const attended = training.filter(({ days }) => days.length > 0).flatMap(({ programme }) => programme ?? []);
    return {
      regionCode: districtOf(regionCode),
      programmes: programmeKeys([...(sentra?.programmes ?? []).map(({ name }) => name), ...attended]),
      ...(sentraId !== undefined &&
        sentra !== undefined && { sentra: { sentraId, regionCode: districtOf(sentra.regionCode) } }),
    };
  };

  const look = async (ikmId: string, news: Evidence): Promise<void> => {
    const kept = await untilWritten(async () => {
      const before = await funnel.read(ikmId);
      // after the row: what was read is as new as the row at least, and a newer look writes the row
      const ikm = await records.ikm(ikmId);
      if (ikm === undefined) return { into: undefined, ...noEvidence };
      const training = await records.training(ikmId);
      const known = mergeEvidence(before ?? noEvidence, evidenceOf(ikm, training));
      const { reached, sales } = mergeEvidence(known, news);
      const after: FunnelOfIkm = {
        ikmId: IkmId.parse(ikmId),
        etag: nextEtag(before?.etag),
        reached,
        sales: [...sales],
        ...(ikm.state !== 'closed' && { standing: await standingOf(ikm, training) }),
      };
      const into = { into: ikm.mergedInto, reached, sales };
      if (before !== undefined && isSameFunnel(before, after)) return into;
      return (await funnel.write(before, after, cellChanges(before, after))) === 'written' ? into : 'conflict';
    });
    if (kept.into !== undefined) await look(kept.into, kept);
  };
  return look;
};
