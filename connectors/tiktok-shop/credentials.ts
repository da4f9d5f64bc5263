import * as z from 'zod';

/**
 * What the house keeps sealed as a token: TikTok's token and the shop's cipher. Every shop call must carry the cipher, and
 * only the grant knows it; beside the token it is sealed like it, at hand in each call, and never wrong for the shop.
 */
const Credentials = z.object({ token: z.string(), cipher: z.string() });
export type Credentials = z.infer<typeof Credentials>;

export const packCredentials = ({ token, cipher }: Credentials): string => JSON.stringify({ token, cipher });

/** A text that is not ours is a token without a cipher: TikTok refuses it in its own words. */
export const unpackCredentials = (text: string): Credentials => {
  try {
    return Credentials.parse(JSON.parse(text));
  } catch {
    return { token: text, cipher: '' };
  }
};
