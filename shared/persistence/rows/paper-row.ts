import { createHash } from 'node:crypto';
import * as z from 'zod';
import { IkmId, PaperId } from '../../domain/ids.ts';
import { PaperFile } from '../../domain/paper/file.ts';
import { PaperFacts, PaperRuling, type Paper } from '../../domain/paper/paper.ts';
import { isEnding, nextReminder } from '../../domain/paper/remind.ts';
import { IsoInstant, toIso } from '../../domain/time.ts';
import { provinceOf, registerKeys } from '../keys.ts';
import type { Item } from '../versioned-item.ts';

/** A legality paper as stored. */
export const PaperRow = z.object({
  type: z.literal('paper'),
  paperId: PaperId,
  ikmId: IkmId,
  regionCode: z.string(),
  etag: z.string(),
  revision: z.string(),
  facts: PaperFacts,
  file: PaperFile.optional(),
  ruling: PaperRuling.optional(),
  reminded: z.int().optional(),
  archived: z.boolean(),
  createdWith: z.string(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});

/** Partitions of the index of reminders. */
export const paperShards = 16;

const shardOf = (paperId: string): number => (createHash('sha256').update(paperId).digest()[0] ?? 0) % paperShards;

/** Which shard's partition of `by-waiting` holds papers by the moment of their next reminder. */
export const paperDuePk = (shard: number): string => `PAPER-DUE#${shard}`;

const indexesOf = (paper: Paper, nowMs: number) => {
  const { paperId, ikmId, regionCode, facts } = paper;
  const next = nextReminder(paper, nowMs);
  return {
    ...(next !== undefined && {
      waitingPk: paperDuePk(shardOf(paperId)),
      waitingSk: `${toIso(next.atMs)}#${paperId}`,
    }),
    ...(isEnding(paper, nowMs) && {
      ikmPk: `PAPER-ENDING#${ikmId}`,
      ikmSk: `${facts.expiresOn ?? ''}#${paperId}`,
      regionPk: `PAPER-ENDING#${provinceOf(regionCode)}`,
      regionSk: `${regionCode}#${facts.expiresOn ?? ''}#${paperId}`,
    }),
  };
};

/** @param nowMs milliseconds since 1970: decides which indexes it stands in until its next reminder */
export const toPaperRow = (paper: Paper, nowMs: number): Item => ({
  ...registerKeys.paper(paper.ikmId, paper.paperId),
  ...indexesOf(paper, nowMs),
  type: 'paper',
  ...paper,
});

export const fromPaperRow = ({ type: _, ...paper }: z.infer<typeof PaperRow>): Paper => paper;
