import * as z from 'zod';
import { country } from '../funnel/cells.ts';
import { isCountedArea, joinedSentras, rowsOf, sumOf, type ReachedCounts } from '../funnel/counts.ts';
import { programmeKey } from '../funnel/funnel.ts';
import { FunnelStep, stepNames } from '../funnel/step.ts';
import { TargetId } from '../ids.ts';
import { RegionCode } from '../region/region-code.ts';
import { line } from '../text.ts';
import { IsoInstant } from '../time.ts';

/** The body of a PUT: how many sentras, or IKMs, are to reach a step. */
export const TargetBody = z.strictObject({
  name: line(150),
  of: z.enum(['sentras', 'ikms']).meta({ description: 'A sentra counts once one of its IKMs reached the step' }),
  step: FunnelStep,
  value: z.int().min(1).max(1_000_000),
  regionCode: RegionCode.refine(isCountedArea, {
    params: {
      code: 'region-too-small',
      message: {
        id: 'Sasaran ditetapkan untuk provinsi, kabupaten, atau kota.',
        en: 'A target is for a province, kabupaten or kota.',
      },
    },
  })
    .optional()
    .meta({ description: 'Without it all of Indonesia' }),
  programme: line(150).optional(),
  year: z.int().min(1945).max(2100).optional().meta({ description: 'Only steps reached first in this year' }),
});
export type TargetBody = z.infer<typeof TargetBody>;

/** What officers want to reach, as stored. */
export const Target = z.object({
  targetId: TargetId,
  etag: z.string(),
  ...TargetBody.shape,
  createdWith: z.string(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});
export type Target = z.infer<typeof Target>;

/** A target, and how far it is reached now. */
export const TargetView = z.strictObject({
  targetId: TargetId,
  etag: z.string(),
  ...TargetBody.shape,
  reached: z.int(),
  percent: z.number(),
  coverage: z.string().meta({ example: '11 dari 50 sentra: Tayang' }),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type TargetView = z.infer<typeof TargetView>;

const nouns = { sentras: 'sentra', ikms: 'IKM' } as const;

/** A target with its coverage by the counters of now. */
export const toTargetView = async (counts: ReachedCounts, target: Target): Promise<TargetView> => {
  const { createdWith: _, ...shown } = target;
  const { of, step, value, regionCode: area = country, year } = target;
  const programme = target.programme === undefined ? '' : programmeKey(target.programme);
  const reached =
    of === 'sentras'
      ? await joinedSentras(counts, area, step, { programme, year })
      : sumOf(await rowsOf(counts, area, programme), year)[step];
  return {
    ...shown,
    reached,
    percent: Math.round((reached / value) * 1000) / 10,
    coverage: `${reached} dari ${value} ${nouns[of]}: ${stepNames[step]}`,
  };
};

/** Targets as they are kept. */
export interface Targets {
  readonly read: (targetId: string) => Promise<Target | undefined>;
  readonly write: (before: Target | undefined, after: Target) => Promise<'written' | 'conflict'>;
  /** Of these areas (`ID`: all of Indonesia) and what lies in them. */
  readonly page: (
    areas: readonly string[],
    limit: number,
    position: Record<string, string> | undefined,
  ) => Promise<{ readonly rows: readonly Target[]; readonly position: Record<string, string> | undefined }>;
}
