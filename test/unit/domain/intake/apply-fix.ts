import { plainName } from '../../../../shared/domain/product/questions.ts';
import type { ReportValue } from '../../../../shared/domain/intake/report.ts';

interface Sheet {
  readonly header: readonly string[];
  readonly cells: readonly ReportValue[];
}

const fixes =
  /Isi kolom "([^"]*)" dengan "([^]*?)"(?:; |$)|Isi kolom "([^"]*)" dengan salah satu: ([^;]*)(?:; |$)|Kosongkan kolom "([^"]*)"(?:; |$)|(Hapus baris ini)/gy;

/**
 * Does literally what a report says under "Saran", without understanding any of it: of several values the first. A column that
 * is not there is added at the end. `deleted`: the row is to go. @throws Error when the text is none of the fixed forms.
 */
export const applyFix = (text: string, { header, cells }: Sheet): (Sheet & { deleted: false }) | { deleted: true } => {
  const [names, values] = [[...header], [...cells]];
  fixes.lastIndex = 0;
  while (fixes.lastIndex < text.length) {
    const at = fixes.lastIndex;
    const found = fixes.exec(text);
    if (found === null) throw new Error(`not a fix: ${text.slice(at)}`);
    const [, filled, value, chosen, choices, cleared, isDelete] = found;
    if (isDelete !== undefined) return { deleted: true };
    const name = filled ?? chosen ?? cleared ?? '';
    let index = names.findIndex((each) => plainName(each) === plainName(name));
    if (index === -1) index = names.push(name) - 1;
    values[index] = value ?? choices?.split(', ')[0];
  }
  return { deleted: false, header: names, cells: values };
};
