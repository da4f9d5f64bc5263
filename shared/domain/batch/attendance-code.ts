import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { hashesOf, type HashIdentity } from '../identity/sealer.ts';
import { BatchId, IkmId } from '../ids.ts';

/** What a code is for: a day of a batch, which participants scan, or an IKM, which officers scan. */
export type Pass =
  | { readonly kind: 'day'; readonly batchId: BatchId; readonly day: string }
  | { readonly kind: 'ikm'; readonly ikmId: IkmId };

const dayShape = /^HADIR1\.([0-7][0-9A-HJKMNP-TV-Z]{25})\.(\d{4}-\d\d-\d\d)\.[\w-]{22}$/;
const ikmShape = /^IKM1\.([0-7][0-9A-HJKMNP-TV-Z]{25})\.[\w-]{22}$/;

/** Texts of a code: the present one first, then what it was before the house's key was changed. */
const textsOf = async (hashIdentity: HashIdentity, pass: Pass): Promise<readonly string[]> => {
  const head = pass.kind === 'day' ? `HADIR1.${pass.batchId}.${pass.day}` : `IKM1.${pass.ikmId}`;
  return hashesOf(await hashIdentity('attendance', head)).map((hash) => `${head}.${hash.slice(0, 22)}`);
};

/** The text of a code, signed: it can be shown, printed and scanned without a network. */
export const signPass = async (hashIdentity: HashIdentity, pass: Pass): Promise<string> =>
  z.string().parse((await textsOf(hashIdentity, pass))[0]);

const passOf = (text: string): Pass | undefined => {
  const [, batchId, day] = dayShape.exec(text) ?? [];
  if (batchId !== undefined && day !== undefined) return { kind: 'day', batchId: BatchId.parse(batchId), day };
  const [, ikmId] = ikmShape.exec(text) ?? [];
  return ikmId === undefined ? undefined : { kind: 'ikm', ikmId: IkmId.parse(ikmId) };
};

/** What a scanned code is for; undefined for one that the house did not sign. */
export const openPass = async (hashIdentity: HashIdentity, text: string): Promise<Pass | undefined> => {
  const pass = passOf(text);
  if (pass === undefined) return undefined;
  const known = await textsOf(hashIdentity, pass);
  return known.some((each) => timingSafeEqual(Buffer.from(each), Buffer.from(text))) ? pass : undefined;
};

/** A code as it is shown. */
export const AttendanceCodeView = z.strictObject({
  text: z.string().meta({ description: 'What the QR picture says' }),
  svg: z.string().meta({ description: 'The QR picture, to be shown or printed' }),
});
