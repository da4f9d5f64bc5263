import { readImageHeader } from '../photo/image-header.ts';
import type { FileReason, FileType } from './file.ts';
import { lookAtPdf } from './look-at-pdf.ts';

const kinds = { 'image/jpeg': 'jpeg', 'image/png': 'png' } as const;

/**
 * Looks at an uploaded file by its content, never by its name.
 * @param bytes undefined: there were more than a file may have
 * @returns why it is refused; undefined when it may be kept
 */
export const lookAtFile = (contentType: FileType, bytes: Buffer | undefined): FileReason | undefined => {
  if (bytes === undefined) return 'file-too-large';
  if (bytes.length === 0) return 'file-empty';
  if (contentType === 'application/pdf') return lookAtPdf(bytes);
  const header = readImageHeader(bytes);
  if ('refused' in header) return header.refused === 'photo-unreadable' ? 'file-unreadable' : 'file-type-wrong';
  return header.kind === kinds[contentType] ? undefined : 'file-type-wrong';
};
