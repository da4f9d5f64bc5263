import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ImportId } from '../../shared/domain/ids.ts';
import { ImportBody, ImportFormat, ImportState } from '../../shared/domain/import/import.ts';
import { ImportKind } from '../../shared/domain/intake/entry.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { IsoInstant } from '../../shared/domain/time.ts';

const Form = z.strictObject({ url: z.url(), fields: z.record(z.string(), z.string()) });

const Started = z
  .strictObject({
    importId: ImportId,
    kind: ImportKind,
    format: ImportFormat,
    state: ImportState.meta({ description: 'Anything but waiting: the file has arrived, no need to upload it again' }),
    upload: Form.optional().meta({ description: 'Takes the file of rows, at most 200 MB; absent once it arrived' }),
    photosUpload: Form.optional().meta({ description: 'Takes the ZIP of photos, at most 2 GB' }),
    expiresAt: IsoInstant.meta({ description: 'Until when the forms may be used; ask again for fresh ones' }),
  })
  .meta({ id: 'StartedImport' });

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/imports'],
  auth: 'member',
  callers: anyone,
  audit: 'import',
  tag: 'imports',
  summary: 'Begin an import of sentras, IKMs, products or offers: forms to upload the file with; again: fresh forms',
  body: ImportBody,
  answers: { 200: Started, 201: Started },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'id-taken'],
  access: {
    register: { read: ['SUBJECT', 'IKM', 'SENTRA', 'IMPORT'], write: ['IMPORT', 'IMPORTER'] },
    intake: { write: ['imports/uploads/'] },
  },
  impact: 'No import can be begun; those that run go on.',
});
