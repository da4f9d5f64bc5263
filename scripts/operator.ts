import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

const Endpoints = z.object({
  environment: z.record(z.string(), z.string()),
  tables: z.array(z.string()),
  queues: z.array(z.object({ name: z.string(), url: z.string() })),
});

/** What an operator's command works on: names and addresses of one stage's tables and queues. */
export interface Operated {
  readonly listingsTable: string;
  readonly queues: readonly { readonly name: string; readonly url: string }[];
}

/** Time-outs of commands that a person waits for. */
export const patience = { connectMs: 3_000, requestMs: 10_000 };

/** The tables and queues of a running local service; sets the SDK's standard variables so that clients find it. */
const operateLocal = async (api: string): Promise<Operated> => {
  const reply = await fetch(new URL('/_local/endpoints', api)).catch((cause: unknown) => {
    throw new Error(`no local service at ${api}: run npm start first, or name it with --api`, { cause });
  });
  if (!reply.ok) throw new Error(`${api} is no local service (status ${reply.status})`);
  const { environment, tables, queues } = Endpoints.parse(await reply.json());
  Object.assign(process.env, environment);
  const listingsTable = tables.find((name) => name.endsWith('-listings'));
  if (listingsTable === undefined) throw new Error(`${api} has no table of listings`);
  return { listingsTable, queues };
};

/** A deployed stage, by the names its stacks give, with the shell's AWS credentials. */
const operateStage = async (stage: string): Promise<Operated> => {
  process.env['AWS_REGION'] ??= 'ap-southeast-3';
  const prefix = `ikm-${stage}-`;
  const { QueueUrls = [] } = await new SQSClient({}).send(
    new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 1000 }),
  );
  return {
    listingsTable: `${prefix}listings`,
    queues: QueueUrls.map((url) => ({ url, name: url.split('/').at(-1) ?? url })),
  };
};

/** `--stage dev` is a deployed stage; without it, the local service at `--api`. */
export const operate = ({ stage, api }: { stage?: string | undefined; api: string }): Promise<Operated> =>
  stage === undefined || stage === 'local' ? operateLocal(api) : operateStage(stage);
