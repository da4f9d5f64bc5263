import * as z from 'zod';
import { Nik } from '../identity/nik.ts';
import { Npwp } from '../identity/npwp.ts';
import { MaskableMobile } from '../identity/phone.ts';
import { IkmId, SentraId } from '../ids.ts';
import { Komoditas } from '../komoditas.ts';
import { PlaceCode } from '../region/region-code.ts';
import { ReasonDetail } from '../reason/reason-detail.ts';
import { line, lines } from '../text.ts';
import { Kbli } from './kbli.ts';
import { SizeClass } from './size-class.ts';
import { HistoryStep, IkmState } from './state.ts';
import { IkmWarning } from './warnings.ts';

/** Business number: 13 digits, no checksum known (PP 24/2018). */
export const Nib = z
  .string()
  .trim()
  .refine((text) => /^\d{13}$/.test(text), {
    params: { code: 'bad-nib', message: { id: 'NIB harus 13 angka.', en: 'A NIB has 13 digits.' } },
  })
  .meta({ example: '0220001234567' });

const PostalCode = z
  .string()
  .trim()
  .refine((text) => /^[1-9]\d{4}$/.test(text), {
    params: {
      code: 'bad-postal-code',
      message: { id: 'Kode pos harus 5 angka.', en: 'A postal code has 5 digits.' },
    },
  });

/** Whole rupiah, up to a thousand trillion. */
const Rupiah = z.int().nonnegative().max(1_000_000_000_000_000);

const OwnerKind = z.enum(['person', 'entity']);

/** What kind of body owns the IKM: a pesantren's foundation, a group of makers (KUB), a cooperative, a company. */
const EntityType = z.enum(['yayasan', 'pesantren', 'kub', 'koperasi', 'bumdes', 'cv', 'pt', 'other']);

/** What is stored in plain: nothing that tells who the owner is. */
const plain = {
  sentraId: SentraId.optional(),
  businessName: line(150),
  nib: Nib.optional(),
  kbli: Kbli.optional(),
  komoditas: Komoditas,
  regionCode: PlaceCode,
  postalCode: PostalCode.optional(),
  workers: z.int().nonnegative().max(100_000).optional(),
  investmentIdr: Rupiah.optional().meta({ description: 'Without land and buildings' }),
  capitalIdr: Rupiah.optional().meta({ description: 'Business capital, without land and buildings' }),
  annualSalesIdr: Rupiah.optional(),
  legalBasis: z
    .enum(['public-task', 'consent'])
    .meta({ description: 'Why the data may be kept (UU 27/2022, Art. 20)' }),
} as const;

const Consent = z.strictObject({ version: line(50), at: z.iso.datetime(), by: line(150) });

const OriginException = z.strictObject({
  reason: lines(500).meta({ description: 'Why the production site may lie outside the kabupaten/kota of its sentra' }),
});

const Owner = z
  .strictObject({
    kind: OwnerKind,
    name: line(150),
    entityType: EntityType.optional(),
    contactPerson: line(150).optional().meta({ description: 'Who answers for an entity' }),
    nik: Nik.optional(),
    phone: MaskableMobile.optional(),
    contactVia: line(150).optional().meta({ description: 'Through whom the owner is reached, without a phone' }),
  })
  .refine(({ kind, entityType, contactPerson }) => kind === 'entity' || (entityType ?? contactPerson) === undefined, {
    path: ['kind'],
    params: {
      code: 'entity-only',
      message: {
        id: 'Jenis badan dan penanggung jawab hanya untuk pemilik berbentuk badan.',
        en: 'The kind of body and who answers for it are for owners that are entities.',
      },
    },
  });

/** The body of a PUT. */
export const IkmBody = z
  .strictObject({
    ...plain,
    owner: Owner,
    npwp: Npwp.optional(),
    address: lines(500).meta({ description: 'Of the production site' }),
    consent: Consent.optional(),
    originException: OriginException.optional(),
  })
  .refine(({ legalBasis, consent }) => legalBasis !== 'consent' || consent !== undefined, {
    path: ['consent'],
    params: {
      code: 'consent-missing',
      message: { id: 'Isi persetujuan pemilik.', en: "State the owner's consent." },
    },
  });
export type IkmBody = z.infer<typeof IkmBody>;

const HistoryPlace = z.strictObject({ sentraId: z.string().optional(), regionCode: z.string() });

/** One step in the life of an enrolment. `by` is the subject of who took it. */
export const IkmHistoryEntry = z.strictObject({
  step: HistoryStep,
  at: z.string(),
  by: z.string(),
  reasons: z.array(z.string()),
  /** Where it stood before, of a transfer. */
  from: HistoryPlace.optional(),
  /** Where it stands since, of a transfer. */
  to: HistoryPlace.optional(),
  /** The request that a transfer was made by. */
  transferId: z.string().optional(),
  /** The other record of the same firm, of a merge. */
  other: z.string().optional(),
});
export type IkmHistoryEntry = z.infer<typeof IkmHistoryEntry>;

/** Without what is sealed: what lists show. */
export const IkmSummary = z.strictObject({
  ikmId: IkmId,
  etag: z.string(),
  state: IkmState,
  ...plain,
  owner: z.strictObject({
    kind: OwnerKind,
    entityType: EntityType.optional(),
    nik: z.string().optional().meta({ description: 'Masked', example: '35••••••••••0001' }),
    phone: z.string().optional().meta({ description: 'Masked', example: '+62812••••890' }),
  }),
  npwp: z.string().optional().meta({ description: 'Masked' }),
  warnings: z.array(IkmWarning),
  reasons: z.array(z.string()).meta({ description: 'Why it was returned, rejected or suspended' }),
  mergedInto: IkmId.optional().meta({ description: 'The record of the same firm that is kept' }),
  submittedAt: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type IkmSummary = z.infer<typeof IkmSummary>;

/** An IKM as those in whose scope it lies see it: NIK, NPWP and phone stay masked. */
export const IkmView = IkmSummary.extend({
  owner: IkmSummary.shape.owner.extend({
    name: z.string(),
    contactPerson: z.string().optional(),
    contactVia: z.string().optional(),
  }),
  address: z.string(),
  consent: Consent.optional(),
  originException: OriginException.optional(),
  timeZone: z.string().meta({ description: 'IANA name', example: 'Asia/Jakarta' }),
  sizeClasses: z.array(SizeClass).meta({ description: 'Size by each ruler in force today, computed from the fields' }),
  reasonDetails: z.array(ReasonDetail).meta({ description: '`reasons`, each with its sentence and field' }),
  history: z.array(IkmHistoryEntry.extend({ reasonDetails: z.array(ReasonDetail) })),
});
export type IkmView = z.infer<typeof IkmView>;
