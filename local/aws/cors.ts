import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plan } from '../template/plan.ts';

const fits = (patterns: readonly string[], value: string): boolean =>
  patterns.some((pattern) => {
    const [before = '', after] = pattern.toLowerCase().split('*');
    const text = value.toLowerCase();
    return after === undefined
      ? text === before
      : text.startsWith(before) && text.endsWith(after) && text.length >= before.length + after.length;
  });

/** A bucket's CORS rules: answers preflights, and adds the headers to answers that browsers may read. */
export const createCors =
  () =>
  (
    { properties }: Plan['buckets'][number],
    request: IncomingMessage,
    response: ServerResponse,
  ): 'answered' | 'goes-on' => {
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS';
    const method = isPreflight ? (request.headers['access-control-request-method'] ?? '') : (request.method ?? '');
    const asked = (request.headers['access-control-request-headers'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const rule =
      origin === undefined
        ? undefined
        : properties.CorsConfiguration?.CorsRules.find(
            ({ AllowedOrigins, AllowedMethods, AllowedHeaders }) =>
              fits(AllowedOrigins, origin) &&
              AllowedMethods.includes(method) &&
              (!isPreflight || asked.every((name) => fits(AllowedHeaders, name))),
          );
    if (rule !== undefined && origin !== undefined) {
      response.setHeader('access-control-allow-origin', rule.AllowedOrigins.includes('*') ? '*' : origin);
      response.setHeader('access-control-allow-methods', rule.AllowedMethods.join(', '));
      response.setHeader('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
      if (asked.length > 0) response.setHeader('access-control-allow-headers', asked.join(', '));
      if (rule.ExposedHeaders.length > 0)
        response.setHeader('access-control-expose-headers', rule.ExposedHeaders.join(', '));
      if (rule.MaxAge !== undefined) response.setHeader('access-control-max-age', String(rule.MaxAge));
    }
    if (!isPreflight) return 'goes-on';
    response.writeHead(rule === undefined ? 403 : 200).end();
    return 'answered';
  };
