import * as z from 'zod';
import { SentraId } from '../ids.ts';
import { Komoditas } from '../komoditas.ts';
import { Mobile } from '../identity/phone.ts';
import { PlaceCode } from '../region/region-code.ts';
import { line, lines } from '../text.ts';

/** sentra: a cluster of makers · pesantren: Santripreneur · digital: digital creative makers. */
export const SentraKind = z.enum(['sentra', 'pesantren', 'digital']);

const Connectivity = z.strictObject({
  level: z.enum(['none', 'weak', 'good']),
  downMbps: z
    .number()
    .nonnegative()
    .max(100_000)
    // no line is so slow, and DynamoDB stores no number below 1e-130
    .refine((mbps) => mbps === 0 || mbps >= 0.001, {
      params: { code: 'too-small', message: { id: 'Tulis 0 atau paling sedikit 0,001.', en: '0, or at least 0.001.' } },
    })
    .optional()
    .meta({ description: 'Megabits per second, downwards' }),
  surveyedAt: z.iso.datetime().optional(),
});

const Programme = z.strictObject({
  name: line(150),
  year: z.int().min(1945).max(2100),
  state: line(50),
});

/** What is kept of a sentra besides its leader. */
const fields = {
  name: line(150),
  kind: SentraKind,
  komoditas: Komoditas,
  regionCode: PlaceCode,
  address: lines(500),
  legalHolder: line(150).optional().meta({ description: 'Who holds it in law: cooperative, foundation, village …' }),
  connectivity: Connectivity.optional(),
  programmes: z.array(Programme).max(50).optional(),
} as const;

/** The body of a PUT. */
export const SentraBody = z.strictObject({
  ...fields,
  leader: z.strictObject({ name: line(150), phone: Mobile }).optional(),
});
export type SentraBody = z.infer<typeof SentraBody>;

/** A sentra without its leader: what lists show, and nothing personal. */
export const SentraSummary = z.strictObject({
  sentraId: SentraId,
  etag: z.string(),
  ...fields,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type SentraSummary = z.infer<typeof SentraSummary>;

/** A sentra as its officers see it. */
export const SentraView = SentraSummary.extend({
  leader: z.strictObject({ name: z.string(), phone: z.string() }).optional(),
});
export type SentraView = z.infer<typeof SentraView>;

const Summary = SentraSummary.strip();

/** Puts the opened leader back in its place. */
export const toSentraView = (
  sentra: SentraSummary,
  opened: Readonly<Record<string, string | undefined>>,
): SentraView => {
  const { leaderName: name, leaderPhone: phone } = opened;
  return {
    ...Summary.parse(sentra),
    ...(name === undefined || phone === undefined ? {} : { leader: { name, phone } }),
  };
};
