import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';

/** What a worker is told once: where the bundle lies and which export of it to call. */
const Start = z.object({ code: z.string(), handler: z.string(), arn: z.string() });
const Invocation = z.object({ id: z.string(), payload: z.string(), deadline: z.number() });

/** Lambda's limit of an answer. */
const maxAnswerBytes = 6 * 1024 * 1024;
const load = ({ code, handler }: z.infer<typeof Start>): ((event: unknown, context: unknown) => unknown) => {
  const [file = '', name = ''] = handler.split('.');
  const path = join(code, `${file}.js`);
  const loaded: unknown = createRequire(path)(path);
  const found: unknown = typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, name) : undefined;
  if (typeof found !== 'function') throw new Error(`Runtime.HandlerNotFound: ${handler} is undefined or not exported`);
  return (event, context) => {
    const answer: unknown = Reflect.apply(found, undefined, [event, context]);
    return answer;
  };
};

const describe = (fault: unknown) =>
  fault instanceof Error
    ? { name: fault.name, message: fault.message, stack: fault.stack ?? '' }
    : { name: 'Error', message: String(fault), stack: '' };

const serve = (start: z.infer<typeof Start>, answer: (message: unknown) => void) => {
  let handler: ReturnType<typeof load> | undefined;
  return async (message: unknown): Promise<void> => {
    const { id, payload, deadline } = Invocation.parse(message);
    try {
      handler ??= load(start);
      const context = {
        functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
        functionVersion: '$LATEST',
        invokedFunctionArn: start.arn,
        memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
        awsRequestId: id,
        logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
        logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
        callbackWaitsForEmptyEventLoop: true,
        getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
      };
      const result = JSON.stringify((await handler(JSON.parse(payload), context)) ?? null);
      if (Buffer.byteLength(result) > maxAnswerBytes)
        throw new Error(
          'Function.ResponseSizeTooLarge: Response payload size exceeded maximum allowed payload size (6291556 bytes).',
        );
      answer({ id, result });
    } catch (fault) {
      answer({ id, fault: describe(fault) });
    }
  };
};

const runInThread = (): void => {
  const invoke = serve(Start.parse(workerData), (message) => parentPort?.postMessage(message));
  parentPort?.on('message', (message: unknown) => void invoke(message));
};

const runInProcess = (): void => {
  const start = Start.parse(JSON.parse(process.argv[2] ?? '{}'));
  const invoke = serve(start, (message) => process.send?.(message));
  process.on('message', (message) => void invoke(message));
  process.on('disconnect', () => process.exit(0));
};

if (!isMainThread) runInThread();
else if (process.send !== undefined) runInProcess();
