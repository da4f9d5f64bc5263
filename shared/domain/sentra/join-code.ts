import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { hashesOf, type HashIdentity } from '../identity/sealer.ts';
import { SentraId } from '../ids.ts';
import { nextEtag } from '../save.ts';
import { IsoInstant, toIso } from '../time.ts';

/** How long a code holds: a poster lasts one season. */
const validMs = 90 * 86_400_000;

/** `<sentraId>-<22 characters that only the house can make>` */
const shape = /^([0-7][0-9A-HJKMNP-TV-Z]{25})-([\w-]{22})$/;

/** The code in a sentra's QR picture, as an owner's phone sends it. */
export const JoinCode = z
  .string()
  .regex(shape)
  .brand<'JoinCode'>()
  .meta({ description: 'From the QR code of a sentra' });
export type JoinCode = z.infer<typeof JoinCode>;

/** The present code of a sentra, as stored: without its text, which is made anew from the generation. */
export const IssuedCode = z.object({
  sentraId: SentraId,
  generation: z.int(),
  etag: z.string(),
  validUntil: IsoInstant,
});
export type IssuedCode = z.infer<typeof IssuedCode>;

export interface JoinCodes {
  readonly read: (sentraId: string) => Promise<IssuedCode | undefined>;
  /** False when it was written meanwhile. */
  readonly save: (code: IssuedCode, before: IssuedCode | undefined) => Promise<boolean>;
}

/** The next code of a sentra: the one before opens nothing any more. */
export const renewed = (sentraId: SentraId, before: IssuedCode | undefined, nowMs: number): IssuedCode => ({
  sentraId,
  generation: (before?.generation ?? 0) + 1,
  etag: nextEtag(before?.etag),
  validUntil: toIso(nowMs + validMs),
});

/** Texts of a code: the present one first, then what it was before the house's key was changed. */
const textsOf = async (
  hashIdentity: HashIdentity,
  { sentraId, generation }: Pick<IssuedCode, 'sentraId' | 'generation'>,
): Promise<readonly string[]> =>
  hashesOf(await hashIdentity('join-code', `${sentraId}|${generation}`)).map(
    (hash) => `${sentraId}-${hash.slice(0, 22)}`,
  );

export const textOf = async (hashIdentity: HashIdentity, code: IssuedCode): Promise<JoinCode> =>
  JoinCode.parse((await textsOf(hashIdentity, code))[0]);

/** What a code opens; undefined for one that is wrong, renewed since, or too old. */
export const openJoinCode = async (
  { joinCodes, hashIdentity }: { readonly joinCodes: Pick<JoinCodes, 'read'>; readonly hashIdentity: HashIdentity },
  code: JoinCode,
  nowMs: number,
): Promise<IssuedCode | undefined> => {
  const issued = await joinCodes.read(shape.exec(code)?.[1] ?? '');
  if (issued === undefined || issued.validUntil <= toIso(nowMs)) return undefined;
  const texts = await textsOf(hashIdentity, issued);
  return texts.some((text) => timingSafeEqual(Buffer.from(text), Buffer.from(code))) ? issued : undefined;
};

/** A code as those who hang it up get it. */
export const JoinCodeView = z.strictObject({
  code: z.string(),
  url: z.string().meta({ description: 'What the QR picture says' }),
  svg: z.string().meta({ description: 'The QR picture, to be printed' }),
  expiresAt: z.string(),
});
export type JoinCodeView = z.infer<typeof JoinCodeView>;
