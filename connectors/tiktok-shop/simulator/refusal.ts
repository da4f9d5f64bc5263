import { randomUUID } from 'node:crypto';
import type { SimulatorAnswer } from '../../simulator.ts';

/** An error answer: a code of the public catalogues and its text. Product codes above 12052990 are invented where none is public. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** @throws Refusal always */
export const refuse = (code: number, message: string): never => {
  throw new Refusal(code, message);
};

const requestId = (): string => randomUUID().replaceAll('-', '').toUpperCase();

export const jsonAnswer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): SimulatorAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

/** The envelope {code, message, request_id, data}; code 0 is success. */
export const okAnswer = (data: unknown): SimulatorAnswer =>
  jsonAnswer(200, { code: 0, message: 'Success', request_id: requestId(), data });

/** 401 for tokens and signatures as seen in the field, 429 with Retry-After for the rate, 5xx for what failed inside. */
const statusOf = (code: number): number => {
  if (code === 36009002) return 429;
  if (code === 36009003 || code === 36009007 || code === 12001000) return 500;
  if (code < 200_000 || (code >= 36004000 && code < 36005000)) return 401;
  return code >= 36009000 && code < 36010000 ? 400 : 200;
};

export const refusalAnswer = ({ code, message }: Refusal): SimulatorAnswer =>
  jsonAnswer(
    statusOf(code),
    { code, message, request_id: requestId(), data: null },
    code === 36009002 ? { 'retry-after': '1' } : {},
  );
