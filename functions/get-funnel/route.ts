import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { FunnelView } from '../../shared/domain/funnel/view.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { RegionCode } from '../../shared/domain/region/region-code.ts';
import { line } from '../../shared/domain/text.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/funnel'],
  auth: 'member',
  callers: [...officers, 'pendamping'],
  tag: 'programme',
  summary: 'How many IKMs reached each step, of a region or a sentra, with its parts',
  query: z
    .strictObject({
      regionCode: RegionCode.optional().meta({
        description: 'Province, kabupaten or kota; without it all of the caller’s regions',
      }),
      sentraId: SentraId.optional(),
      programme: line(150).optional().meta({ description: 'Only IKMs of this programme' }),
      year: z.coerce
        .number()
        .int()
        .min(1945)
        .max(2100)
        .optional()
        .meta({ description: 'Only steps that were reached first in this year' }),
      format: z.enum(['json', 'csv']).default('json'),
    })
    .refine(({ regionCode, sentraId }) => regionCode === undefined || sentraId === undefined, {
      path: ['sentraId'],
      params: {
        code: 'one-place',
        message: { id: 'Isi regionCode atau sentraId saja.', en: 'Give regionCode or sentraId, not both.' },
      },
    }),
  answers: { 200: FunnelView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found'],
  access: { register: { read: ['SUBJECT', 'SENTRA', 'REACHED'] } },
  impact: 'Nobody sees how far IKMs came; they are counted all the same.',
});
