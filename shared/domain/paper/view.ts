import * as z from 'zod';
import { IkmId, PaperId } from '../ids.ts';
import { problemView, ProblemView, type Language } from '../listing/view.ts';
import { IsoInstant } from '../time.ts';
import { doubtsOf } from './doubts.ts';
import { FileReason, FileType, fileWords } from './file.ts';
import { PaperFacts, type Paper } from './paper.ts';
import { readPirt } from './p-irt.ts';
import { PaperState, stateOfPaper } from './state.ts';

/** A paper as the API shows it. */
export const PaperView = PaperFacts.extend({
  paperId: PaperId,
  ikmId: IkmId,
  etag: z.string(),
  state: PaperState,
  reasons: z.array(z.string()).meta({ description: 'Why an officer returned it' }),
  problems: z.array(ProblemView).meta({ description: 'What looks unusual, or ends soon' }),
  meaning: z
    .strictObject({
      packaging: z.string().optional(),
      foodType: z.string(),
      regionCode: z.string().optional(),
      product: z.string(),
      maker: z.string(),
      expiryYear: z.int(),
    })
    .optional()
    .meta({ description: 'What the digits of a P-IRT number say' }),
  file: z
    .strictObject({
      state: z.enum(['waiting', 'ready', 'rejected']),
      contentType: FileType,
      bytes: z.int(),
      reason: z.strictObject({ code: FileReason, message: z.string() }).optional(),
    })
    .optional(),
  verifiedAt: IsoInstant.optional(),
  archived: z.boolean(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
}).meta({ id: 'Paper' });
type PaperView = z.infer<typeof PaperView>;

/** @param nowMs milliseconds since 1970: a date may have changed its state */
export const toPaperView = (paper: Paper, nowMs: number, language: Language): PaperView => {
  const { facts, file, ruling } = paper;
  const meaning = facts.type === 'p-irt' ? readPirt(facts.number ?? '') : undefined;
  return {
    ...facts,
    paperId: paper.paperId,
    ikmId: paper.ikmId,
    etag: paper.etag,
    state: stateOfPaper(paper, nowMs),
    reasons: ruling?.reasons ?? [],
    problems: doubtsOf(paper, nowMs).map((each) => problemView(each, language)),
    ...(meaning === undefined ? {} : { meaning }),
    ...(file === undefined
      ? {}
      : {
          file: {
            state: file.state,
            contentType: file.contentType,
            bytes: file.bytes,
            ...(file.state === 'rejected'
              ? { reason: { code: file.reason, message: fileWords[file.reason][language] } }
              : {}),
          },
        }),
    ...(ruling?.decision === 'verify' ? { verifiedAt: ruling.at } : {}),
    archived: paper.archived,
    createdAt: paper.createdAt,
    updatedAt: paper.updatedAt,
  };
};
