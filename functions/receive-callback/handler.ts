import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { createSqs } from '../../shared/messaging/work-queue.sqs.ts';
import type { ProblemCode } from '../../shared/domain/problem.ts';
import { languageOf, toProblemDocument } from '../../shared/middleware/problem.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { appSecretReader } from '../../shared/persistence/app-secret.ts';
import { receiveCallback } from './use-case.ts';

const problem = (event: APIGatewayProxyEventV2, code: ProblemCode): APIGatewayProxyStructuredResultV2 => {
  const document = toProblemDocument(code, [], languageOf(event.headers['accept-language']));
  return {
    statusCode: document.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(document),
  };
};

/** Verifies a push on its raw bytes, puts it on the queue and answers at once as the marketplace expects. */
export const createHandler = (connector: Connector) => {
  const { push } = connector;
  if (push === null) throw new TypeError(`${connector.name} sends no pushes`);
  const env = readEnv(z.object({ APP_SECRET_ID: z.string(), CALLBACK_URL: z.url(), CALLBACK_QUEUE_URL: z.string() }));
  const sqs = createSqs(apiTimeouts);
  const logger = createLogger(`receive-callback-${connector.name}`);
  const readSecret = appSecretReader(apiTimeouts, Date.now);
  const receive = receiveCallback({
    push,
    url: env.CALLBACK_URL,
    app: () => readSecret(env.APP_SECRET_ID, connector.appFields),
    keep: async (text) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: env.CALLBACK_QUEUE_URL, MessageBody: text }));
    },
  });

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    try {
      const received = await receive(event.headers, raw);
      if (received === 'kept') return { ...push.answer };
      logger.warn('callback refused', { code: logCodes.callbackRefused, why: received });
      return problem(event, received === 'too-large' ? 'body-too-large' : 'forbidden');
    } catch (error) {
      logger.error('request failed', { code: logCodes.requestFailed, error: String(error) });
      return problem(event, 'unavailable');
    }
  };
};
