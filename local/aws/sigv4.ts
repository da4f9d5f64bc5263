import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Principal, Principals } from './principals.ts';
import { ServiceFault } from './service-fault.ts';

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Key of one day, region and service (AWS Signature Version 4, "Derive a signing key"). */
const signingKey = (secret: string, date: string, region: string): Buffer =>
  hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), 's3'), 'aws4_request');

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const mismatch = (): ServiceFault =>
  new ServiceFault(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    403,
  );
export const denied = (message: string): ServiceFault => new ServiceFault('AccessDenied', message, 403);

interface Scope {
  readonly principal: Principal;
  readonly date: string;
  readonly region: string;
}

/**
 * Reads `KEY/DATE/REGION/s3/aws4_request`.
 * @throws ServiceFault for an unknown key or a scope that is not this place's.
 */
const readScope = (principals: Principals, region: string, credential: string): Scope => {
  const [accessKeyId = '', date = '', scopeRegion = '', service, end] = credential.split('/');
  const principal = principals.byAccessKey(accessKeyId);
  if (principal === undefined)
    throw new ServiceFault(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      403,
    );
  if (service !== 's3' || end !== 'aws4_request' || scopeRegion !== region)
    throw new ServiceFault(
      'AuthorizationQueryParametersError',
      `Error parsing the X-Amz-Credential parameter; the region must be ${region}`,
    );
  return { principal, date, region: scopeRegion };
};

/**
 * Who signed the policy of a form upload.
 * @param field reads a form field by its name in lower case.
 * @throws ServiceFault when the signature is not that of the policy.
 */
export const verifyForm = (
  principals: Principals,
  region: string,
  field: (name: string) => string | undefined,
): Principal => {
  const policy = field('policy');
  const signature = field('x-amz-signature');
  const credential = field('x-amz-credential');
  if (policy === undefined || signature === undefined || credential === undefined) throw denied('Access Denied');
  if (field('x-amz-algorithm') !== 'AWS4-HMAC-SHA256')
    throw new ServiceFault('InvalidArgument', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const { principal, date } = readScope(principals, region, credential);
  const expected = hmac(signingKey(principal.credentials.secretAccessKey, date, region), policy).toString('hex');
  if (!isSame(expected, signature)) throw mismatch();
  const token = field('x-amz-security-token');
  if (!principal.isOperator && token !== principal.credentials.sessionToken)
    throw new ServiceFault('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  return principal;
};

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

const instantOf = (amzDate: string): number => {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

/**
 * Who signed a presigned URL.
 * @throws ServiceFault when it has expired or the signature is not that of this request.
 */
export const verifyPresigned = (
  principals: Principals,
  region: string,
  request: IncomingMessage,
  url: URL,
): Principal => {
  const get = (name: string): string => url.searchParams.get(name) ?? '';
  const { principal, date } = readScope(principals, region, get('X-Amz-Credential'));
  const signedAt = instantOf(get('X-Amz-Date'));
  const expires = Number(get('X-Amz-Expires'));
  if (Number.isNaN(signedAt) || !(expires > 0 && expires <= 604_800)) throw denied('Access Denied');
  if (Date.now() > signedAt + expires * 1000) throw denied('Request has expired');
  const names = get('X-Amz-SignedHeaders').split(';');
  const headers = names.map((name) => {
    const value = request.headers[name];
    return `${name}:${(Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/\s+/g, ' ')}\n`;
  });
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [request.method, url.pathname, query, headers.join(''), names.join(';'), 'UNSIGNED-PAYLOAD'].join(
    '\n',
  );
  const text = ['AWS4-HMAC-SHA256', get('X-Amz-Date'), `${date}/${region}/s3/aws4_request`, sha256(canonical)].join(
    '\n',
  );
  const expected = hmac(signingKey(principal.credentials.secretAccessKey, date, region), text).toString('hex');
  if (!isSame(expected, get('X-Amz-Signature'))) throw mismatch();
  return principal;
};
