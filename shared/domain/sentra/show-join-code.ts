import type { HashIdentity } from '../identity/sealer.ts';
import { textOf, type IssuedCode, type JoinCodeView } from './join-code.ts';

export interface ShowJoinCodeDeps {
  readonly hashIdentity: HashIdentity;
  readonly publicUrl: string;
  /** Text → QR picture (SVG). */
  readonly drawQr: (text: string) => string;
}

/** A code as those who hang it up get it. */
export const toJoinCodeView = async (
  { hashIdentity, publicUrl, drawQr }: ShowJoinCodeDeps,
  issued: IssuedCode,
): Promise<JoinCodeView> => {
  const code = await textOf(hashIdentity, issued);
  const url = `${publicUrl}/gabung/${code}`;
  return { code, url, svg: drawQr(url), expiresAt: issued.validUntil };
};
