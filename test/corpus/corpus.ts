import { csvFiles } from './csv-files.ts';
import type { CorpusFile } from './file.ts';
import { sloppyFiles } from './sloppy-files.ts';
import { xlsxFiles } from './xlsx-files.ts';

/** Files as people and attackers send them, made in code and always the same. */
export const corpus: readonly CorpusFile[] = [...csvFiles, ...xlsxFiles, ...sloppyFiles];
