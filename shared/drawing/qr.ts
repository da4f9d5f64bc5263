import qrcode from 'qrcode-generator';

/** A text as a QR picture (SVG). Error correction M (15 %): it is read from paper on a wall. */
export const drawQr = (text: string): string => {
  const picture = qrcode(0, 'M');
  picture.addData(text);
  picture.make();
  return picture.createSvgTag({ cellSize: 8, margin: 32 });
};
