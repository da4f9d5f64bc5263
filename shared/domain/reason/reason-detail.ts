import * as z from 'zod';
import { reasons } from './reasons.ts';

/** A reason as its reader sees it: beside the field it is about, in both languages. */
export const ReasonDetail = z.strictObject({
  code: z.string().optional().meta({ description: 'Of the list at GET /v1/reasons; absent for free text' }),
  path: z.string().optional().meta({ description: 'The field it is about', example: 'photos' }),
  message: z.strictObject({ id: z.string(), en: z.string() }),
});
export type ReasonDetail = z.infer<typeof ReasonDetail>;

const byCode = new Map(reasons.map((reason) => [reason.code, reason]));

/** What a stored reason says: a code of the list, or the officer's own words. */
export const reasonDetail = (text: string): ReasonDetail => {
  const reason = byCode.get(text);
  if (reason === undefined) return { message: { id: text, en: text } };
  const { code, path, message } = reason;
  return { code, ...(path === undefined ? {} : { path }), message: { id: message[0], en: message[1] } };
};
