import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { ServiceFault } from './service-fault.ts';

/** Fields before the file, S3's limit. */
const maxFieldBytes = 20 * 1024;

export interface FormUpload {
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  /** The file's bytes, as they arrive. */
  readonly file: AsyncIterable<unknown>;
  /** Lets the rest of the request pass unread, so that the refusal can be answered. */
  readonly drain: () => void;
}

/**
 * Reads a form upload up to its file; fields after the file do not count, as on S3.
 * @throws ServiceFault when it is no such form.
 */
export const readForm = (request: IncomingMessage): Promise<FormUpload> =>
  new Promise((resolve, reject) => {
    const malformed = () => {
      request.resume();
      reject(
        new ServiceFault(
          'MalformedPOSTRequest',
          'The body of your POST request is not well-formed multipart/form-data.',
        ),
      );
    };
    const fields = new Map<string, string>();
    let parser: busboy.Busboy;
    try {
      parser = busboy({ headers: request.headers, limits: { fieldSize: maxFieldBytes, fields: 50, files: 1 } });
    } catch {
      malformed();
      return;
    }
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated)
        reject(
          new ServiceFault(
            'MaxPostPreDataLengthExceeded',
            'Your POST request fields preceding the upload file were too large.',
          ),
        );
      else fields.set(name.toLowerCase(), value);
    });
    parser.on('file', (name, file, info: { filename?: string }) => {
      if (name !== 'file') {
        file.resume();
        return;
      }
      const drain = () => {
        file.destroy();
        request.unpipe(parser);
        request.resume();
      };
      const { filename = '' } = info;
      resolve({ fields: new Map(fields), fileName: filename, file, drain });
    });
    parser.on('error', malformed);
    parser.on('close', () =>
      reject(new ServiceFault('InvalidArgument', 'POST requires exactly one file upload per request.')),
    );
    request.pipe(parser);
  });
