import { posix } from 'node:path';
import { FileProblem } from '../file-problem.ts';
import type { TableLimits } from '../limits.ts';
import type { Parts } from './parts.ts';
import { attributeNamed, readXml } from './xml.ts';

const id = attributeNamed('Id');
const type = attributeNamed('Type');
const target = attributeNamed('Target');
const targetMode = attributeNamed('TargetMode');
const sheetName = attributeNamed('name');
const state = attributeNamed('state');
const date1904 = attributeNamed('date1904');
/** The prefix of relationships is free; this is what every program writes. */
const relationOf = [attributeNamed('r:id'), attributeNamed('ns0:id'), attributeNamed('d3p1:id')];

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
      if (name !== 'Relationship' || targetMode(attributes) === 'External') return;
      relations.set(id(attributes) ?? '', {
        type: posix.basename(type(attributes) ?? ''),
        part: posix.resolve('/', dir, target(attributes) ?? '').slice(1),
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
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(date1904(attributes) ?? '');
      if (name !== 'sheet') return;
      const relation = relations.get(
        relationOf.map((each) => each(attributes)).find((each) => each !== undefined) ?? '',
      );
      // sheets that are one chart have no cells
      if (relation?.type !== 'worksheet') return;
      const hidden = (state(attributes) ?? 'visible') !== 'visible';
      sheets.push({ name: sheetName(attributes) ?? '', part: relation.part, hidden });
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
