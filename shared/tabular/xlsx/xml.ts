import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { FileProblem } from '../file-problem.ts';

/** Attributes of a tag by name, with their prefix. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** What a reader of XML is told. Names of tags come without their prefix. */
export interface XmlReader {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Characters of one tag, text or comment: a cell of 32,767 characters, each written as an entity, is below. */
export const longestToken = 512 * 1024;
/** Tags inside each other; workbooks have less than ten. */
const deepest = 64;

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** A parser that takes what a workbook may hold: no document types, no entities but XML's own five, nothing endless. */
const createParser = (reader: XmlReader) => {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const decoder = new StringDecoder('utf8');
  let waiting = 0;
  let depth = 0;
  const text = (more: string): void => {
    waiting = 0;
    reader.text?.(more);
  };
  parser.on('error', (error) => {
    throw new FileProblem(/entity|doctype/.test(error.message) ? 'unsafe-xml' : 'damaged-file', {}, { cause: error });
  });
  parser.on('doctype', () => {
    throw new FileProblem('unsafe-xml');
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('opentag', ({ name, attributes }) => {
    waiting = 0;
    depth += 1;
    if (depth > deepest) throw new FileProblem('unsafe-xml');
    reader.open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    waiting = 0;
    depth -= 1;
    reader.close?.(localName(name));
  });
  return {
    write: (bytes: Buffer): void => {
      const part = decoder.write(bytes);
      waiting += part.length;
      parser.write(part);
      if (waiting > longestToken) throw new FileProblem('cell-too-large');
    },
    end: (): void => {
      parser.write(decoder.end()).close();
    },
  };
};

/**
 * Feeds a part of a workbook to a reader; yields after each of its chunks, so that what the reader gathered can be handed on.
 *
 * @throws FileProblem for XML that is damaged or holds what a workbook never does.
 */
export async function* scanXml(content: AsyncIterable<Buffer>, reader: XmlReader): AsyncIterable<void> {
  const parser = createParser(reader);
  for await (const chunk of content) {
    parser.write(chunk);
    yield;
  }
  parser.end();
}

/** Reads a whole part. */
export const readXml = async (content: AsyncIterable<Buffer>, reader: XmlReader): Promise<void> => {
  for await (const _ of scanXml(content, reader));
};
