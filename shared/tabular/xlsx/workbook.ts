import { posix } from 'node:path';
import { FileProblem } from '../file-problem.ts';
import type { TableLimits } from '../limits.ts';
import type { Parts } from './parts.ts';
import { readXml, type Attributes } from './xml.ts';

/** The id of a relationship, whatever prefix a program gives it: mostly `r:id`. */
const relationOf = (attributes: Attributes): string =>
  attributes[Object.keys(attributes).find((name) => name.endsWith(':id')) ?? ''] ?? '';

/** Where a sheet is, and what it is called. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** What the parts around the sheets say. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  readonly strings?: string;
  readonly styles?: string;
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** What a part points to inside the file, by the relation's id; what it points to outside is left alone. */
const relationsOf = async (parts: Parts, part: string, limits: TableLimits): Promise<ReadonlyMap<string, Relation>> => {
  const { dir, base } = posix.parse(part);
  const relations = new Map<string, Relation>();
  const file = posix.join(dir, '_rels', `${base}.rels`);
  if (!parts.has(file)) return relations;
  await readXml(parts.open(file, limits.partBytes), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      relations.set(attributes['Id'] ?? '', {
        type: posix.basename(attributes['Type'] ?? ''),
        part: posix.resolve('/', dir, attributes['Target'] ?? '').slice(1),
      });
    },
  });
  return relations;
};

/**
 * Finds sheets, strings and styles.
 *
 * @throws FileProblem when the ZIP is no workbook.
 */
export const readWorkbook = async (parts: Parts, limits: TableLimits): Promise<Workbook> => {
  const main = [...(await relationsOf(parts, '', limits)).values()].find((each) => each.type === 'officeDocument');
  const part = main?.part ?? 'xl/workbook.xml';
  // .xlsb, .ods, .docx, and any other ZIP
  if (!parts.has(part) || !part.startsWith('xl/') || part.endsWith('.bin')) {
    throw new FileProblem('other-workbook');
  }
  const relations = await relationsOf(parts, part, limits);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readXml(parts.open(part, limits.partBytes), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const relation = relations.get(relationOf(attributes));
      // sheets that are one chart have no cells
      if (relation?.type !== 'worksheet') return;
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', part: relation.part, hidden });
    },
  });
  const partOf = (kind: string): string | undefined =>
    [...relations.values()].find((each) => each.type === kind && parts.has(each.part))?.part;
  const [strings, styles] = [partOf('sharedStrings'), partOf('styles')];
  return {
    sheets,
    from1904,
    ...(strings === undefined ? {} : { strings }),
    ...(styles === undefined ? {} : { styles }),
  };
};
