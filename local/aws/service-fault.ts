import type { Access } from './iam.ts';
import type { Principal } from './principals.ts';

/** An answer in AWS's own words, e.g. `AccessDeniedException`. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';
  readonly code: string;
  readonly status: number;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

/**
 * Lets a call pass that the caller's role allows.
 * @param onDenied told of each refusal, so that it is seen in the terminal.
 * @throws ServiceFault `AccessDeniedException`
 */
export const authorize = (principal: Principal, access: Access, code = 'AccessDeniedException'): void => {
  if (principal.may(access)) return;
  const because = 'because no identity-based policy allows the action';
  const who = `User: arn:aws:sts::000000000000:assumed-role/${principal.name}`;
  const message = `${who} is not authorized to perform: ${access.action} on resource: ${access.resource} ${because}`;
  throw new ServiceFault(code, message, code === 'AccessDenied' ? 403 : 400);
};
