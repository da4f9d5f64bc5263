import * as z from 'zod';
import type { PaperId } from '../ids.ts';
import { ProductId, type IkmId } from '../ids.ts';
import { line } from '../text.ts';
import { IsoInstant } from '../time.ts';
import type { PaperFile } from './file.ts';
import { numberFault } from './number.ts';
import { PaperType } from './types.ts';

const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

const fields = {
  type: PaperType,
  number: line(100).optional(),
  issuedOn: z.iso.date().optional(),
  expiresOn: z.iso.date().optional().meta({ description: 'Its last day' }),
  productIds: z
    .array(ProductId)
    .min(1)
    .max(50)
    .refine(isUnique, {
      params: {
        code: 'repeated',
        message: { id: 'Produk yang sama disebut dua kali.', en: 'The same product is named twice.' },
      },
    })
    .optional()
    .meta({ description: 'Products it is about; without it, all of the IKM' }),
  class: z.int().min(1).max(45).optional().meta({ description: 'Of a trademark: its Nice class' }),
  status: z
    .enum(['permohonan', 'terdaftar'])
    .optional()
    .meta({ description: 'Of a trademark: applied for or registered' }),
  scheme: line(100).optional().meta({ description: 'Under which scheme it was given, e.g. SNI Bina UMK' }),
} as const;

/** What a paper says, as it is stored. */
export const PaperFacts = z.strictObject(fields);
export type PaperFacts = z.infer<typeof PaperFacts>;

type Issue = readonly [path: keyof PaperFacts, code: string, id: string, en: string];

const faultsOf = ({ type, number, issuedOn, expiresOn, class: niceClass, status }: PaperFacts): readonly Issue[] => {
  const faults: Issue[] = [];
  const wrong = numberFault(type, number);
  if (wrong !== undefined) faults.push(['number', wrong.code, wrong.message.id, wrong.message.en]);
  if (issuedOn !== undefined && expiresOn !== undefined && expiresOn < issuedOn)
    faults.push(['expiresOn', 'before-issue', 'Tanggal habis mendahului tanggal terbit.', 'It ends before it begins.']);
  if (type === 'merek') {
    if (niceClass === undefined)
      faults.push(['class', 'required', 'Isi kelas mereknya (1–45).', 'Give the class of the trademark (1–45).']);
    if (status === undefined)
      faults.push([
        'status',
        'required',
        'Isi: permohonan atau terdaftar.',
        'Say whether it is applied for or registered.',
      ]);
  }
  return faults;
};

/** A paper as sent: a wrong format is refused, what only looks unusual is warned of (`doubts.ts`). */
export const PaperBody = PaperFacts.check(({ value, issues }) => {
  for (const [path, code, id, en] of faultsOf(value))
    issues.push({ code: 'custom', input: value, path: [path], params: { code, message: { id, en } } });
});

/** What an officer found. */
export const PaperRuling = z.object({
  decision: z.enum(['verify', 'return']),
  at: IsoInstant,
  by: z.string(),
  reasons: z.array(z.string()),
});

/** One legality document of an IKM. */
export interface Paper {
  readonly paperId: PaperId;
  readonly ikmId: IkmId;
  /** Of its IKM at the last write; for lists of officers alone, no scope rests on it. */
  readonly regionCode: string;
  /** Version of facts and file; rulings and reminders do not move it. */
  readonly etag: string;
  /** Moves with every write. Never shown. */
  readonly revision: string;
  readonly facts: PaperFacts;
  readonly file?: PaperFile | undefined;
  /** Of the version `etag`; gone when that changes. */
  readonly ruling?: z.infer<typeof PaperRuling> | undefined;
  /** The reminder last given of this version: so many days before its end, 0 once it ended. */
  readonly reminded?: number | undefined;
  readonly archived: boolean;
  readonly createdWith: string;
  readonly createdAt: IsoInstant;
  readonly updatedAt: IsoInstant;
}

/** Papers kept per IKM, archived ones included: its products' listings read them all. */
export const mostPapers = 60;
