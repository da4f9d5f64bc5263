import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ConsentPurpose } from '../../shared/domain/privacy/consent.ts';

const PurposeView = z.strictObject({
  name: z.string(),
  title: z.string(),
  basis: z.string().meta({ description: 'With the article of the law' }),
  consent: ConsentPurpose.nullable().meta({ description: 'The consent it rests on' }),
  data: z.string(),
  recipients: z.string(),
  retention: z.string(),
});
const TransferView = z.strictObject({ to: z.string(), where: z.string(), data: z.string(), basis: z.string() });

export const NoticeView = z.strictObject({
  version: z.string().meta({ description: 'Of the text that consents are given to' }),
  purposes: z.array(PurposeView),
  transfers: z.array(TransferView),
  rights: z.array(z.string()),
});
export type NoticeView = z.infer<typeof NoticeView>;

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/privacy'],
  auth: 'public',
  tag: 'privacy',
  summary: 'What is done with personal data, why it may be, for how long, and who gets it',
  answers: { 200: NoticeView },
  problems: [],
  access: {},
  impact: 'Nobody can read what is done with their data; everything else works.',
});
