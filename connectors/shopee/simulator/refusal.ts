import { randomUUID } from 'node:crypto';
import type { SimulatorAnswer } from '../../simulator.ts';

/** An error answer of the marketplace: a name of the contract's error lists and its text. `response` for partial results. */
export class Refusal extends Error {
  readonly code: string;
  readonly response: unknown;

  constructor(code: string, message: string, response?: unknown) {
    super(message);
    this.code = code;
    this.response = response;
  }
}

/** @throws Refusal always */
export const refuse = (code: string, message: string, response?: unknown): never => {
  throw new Refusal(code, message, response);
};

const requestId = (): string => randomUUID().replaceAll('-', '');

export const jsonAnswer = (status: number, body: unknown): SimulatorAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/**
 * The v2 envelope {error, message, warning, request_id, response}; the error name is the signal, HTTP stays 200. Some
 * documents (token calls, get_shop_info) put their fields beside `error`, hence `flat`.
 */
export const okAnswer = (result: { response?: unknown; flat?: Readonly<Record<string, unknown>> }): SimulatorAnswer =>
  jsonAnswer(200, {
    error: '',
    message: '',
    warning: '',
    request_id: requestId(),
    ...(result.response === undefined ? {} : { response: result.response }),
    ...result.flat,
  });

export const refusalAnswer = (refusal: Refusal): SimulatorAnswer =>
  jsonAnswer(200, {
    error: refusal.code,
    message: refusal.message,
    warning: '',
    request_id: requestId(),
    ...(refusal.response === undefined ? {} : { response: refusal.response }),
  });
