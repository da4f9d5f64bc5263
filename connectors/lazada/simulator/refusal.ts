import { randomUUID } from 'node:crypto';
import type { SimulatorAnswer } from '../../simulator.ts';

/** One cause behind an overview code. */
export interface Cause {
  readonly code: string;
  /** `NAME:words`, as the error tables write them. */
  readonly message: string;
  readonly field: string;
  readonly sellerSku?: string;
}

/** An error answer of the marketplace. */
export class Refusal extends Error {
  readonly code: string;
  readonly type: 'ISV' | 'ISP' | 'SYSTEM';
  readonly detail: readonly Cause[];

  constructor(code: string, message: string, type: Refusal['type'], detail: readonly Cause[]) {
    super(message);
    this.code = code;
    this.type = type;
    this.detail = detail;
  }
}

/** @throws Refusal always */
export const refuse = (
  code: string,
  message: string,
  type: Refusal['type'] = 'ISV',
  detail: readonly Cause[] = [],
): never => {
  throw new Refusal(code, message, type, detail);
};

/**
 * One cause is told by its own number, several under the call's overview code ("cannot be used to determine the detailed
 * cause of the error, please check the detail field"). @throws Refusal when there are any
 */
export const refuseFor = (overview: string, message: string, causes: readonly Cause[]): void => {
  const [only, ...others] = causes;
  if (only === undefined) return;
  if (others.length === 0 && /^\d{3,4}$/u.test(only.code)) refuse(only.code, only.message);
  refuse(overview, message, 'ISV', causes);
};

/** As `JSON.stringify`; a bigint is a JSON number with all its digits, since ids are 64 bits wide. */
const writeJson = (value: unknown): string => {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${writeJson(field)}`).join(',')}}`;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
};

export const jsonAnswer = (status: number, body: unknown): SimulatorAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: writeJson(body),
});

const requestId = (): string => randomUUID().replaceAll('-', '');

/** `code` "0" is success; HTTP stays 200 for either. */
export const okAnswer = (fields: Readonly<Record<string, unknown>>): SimulatorAnswer =>
  jsonAnswer(200, { ...fields, code: '0', request_id: requestId() });

export const refusalAnswer = ({ code, type, message, detail }: Refusal): SimulatorAnswer =>
  jsonAnswer(200, {
    code,
    type,
    message,
    request_id: requestId(),
    ...(detail.length === 0
      ? {}
      : {
          detail: detail.map((cause) => ({
            code: cause.code,
            field: cause.field,
            message: cause.message,
            seller_sku: cause.sellerSku ?? null,
          })),
        }),
  });
