import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** An answer of the API that is no success. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, text: string) {
    super(text);
    this.status = status;
    this.code = code;
  }
}

const Problem = z.looseObject({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.looseObject({ path: z.string(), message: z.string() })).default([]),
});

export interface Call<Answer extends z.ZodType> {
  readonly body?: unknown;
  /** Etag for If-Match, without quotes. */
  readonly etag?: string;
  readonly answer: Answer;
}

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
export type Api = <Answer extends z.ZodType>(
  method: Method,
  path: string,
  call: Call<Answer>,
) => Promise<z.infer<Answer>>;

/** Pauses before a call is repeated whose answer was lost or that met a busy service, in milliseconds. */
const pauses = [100, 300, 900, 2_000] as const;

const isPassing = (error: unknown): boolean =>
  error instanceof ApiRefusal ? error.status >= 500 || error.status === 429 : error instanceof TypeError;

/** Repeats what failed for a passing reason, a fault of the service among them. Every call of the API may be repeated safely. */
export const persistently = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(pause);
    }
  }
  return attempt();
};

const refusalOf = (method: Method, path: string, status: number, text: string): ApiRefusal => {
  const problem = Problem.safeParse(tryJson(text));
  if (!problem.success) return new ApiRefusal(status, 'unknown', `${method} ${path}: ${status} ${text.slice(0, 200)}`);
  const { code, detail, errors } = problem.data;
  const faults = errors.map((fault) => ` ${fault.path}: ${fault.message}`).join('');
  return new ApiRefusal(status, code, `${method} ${path}: ${status} ${code}. ${detail}${faults}`);
};

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The API as one demo user. @throws ApiRefusal for any answer that is no success */
export const openApi = (base: string, token: string): Api => {
  const once = async <Answer extends z.ZodType>(
    method: Method,
    path: string,
    { body, etag, answer }: Call<Answer>,
  ): Promise<z.infer<Answer>> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined ? {} : { 'if-match': `"${etag}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw refusalOf(method, path, response.status, text);
    return answer.parse(tryJson(text));
  };
  return (method, path, call) => persistently(() => once(method, path, call));
};

/** A demo user's access token, from the running local service. */
export const tokenOf = async (base: string, user: string): Promise<string> => {
  const response = await persistently(() => fetch(`${base}/_local/token?user=${encodeURIComponent(user)}`));
  const text = (await response.text()).trim();
  if (!response.ok) throw new Error(`no token for ${user}: ${response.status} ${text.slice(0, 200)}`);
  const json = z.object({ token: z.string() }).safeParse(tryJson(text));
  return json.success ? json.data.token : text;
};

/** Runs `work` over all items, at most `width` at a time; the first failure ends it. */
export const inParallel = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await work(item, at);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
};
