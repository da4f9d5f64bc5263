import qrcode from 'qrcode-generator';
import type { HashIdentity } from '../identity/sealer.ts';
import { textOf, type IssuedCode, type JoinCodeView } from './join-code.ts';

/** A code as a picture. Error correction M (15 %): it is read from paper on a wall. */
export const toJoinCodeView = async (
  { hashIdentity, publicUrl }: { readonly hashIdentity: HashIdentity; readonly publicUrl: string },
  issued: IssuedCode,
): Promise<JoinCodeView> => {
  const code = await textOf(hashIdentity, issued);
  const url = `${publicUrl}/gabung/${code}`;
  const picture = qrcode(0, 'M');
  picture.addData(url);
  picture.make();
  return { code, url, svg: picture.createSvgTag({ cellSize: 8, margin: 32 }), expiresAt: issued.validUntil };
};
