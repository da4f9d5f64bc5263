import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../domain/time.ts';

/** Whose signature, and where the bucket is. The SDK's own presigners would bring all of S3 into small API functions. */
export interface Signer {
  readonly credentials: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
  }>;
  readonly region: () => Promise<string>;
  readonly bucket: string;
  /** Set where S3 is not AWS's: buckets are then addressed by path. */
  readonly endpoint: string | undefined;
  readonly clock: Clock;
}

/** A form that uploads one object: all `fields` first, then the file as field `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

const algorithm = 'AWS4-HMAC-SHA256';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `encodeURIComponent` and what AWS wants encoded besides (RFC 3986). */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const bucketUrl = ({ endpoint, bucket }: Signer, region: string): string =>
  endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com` : `${endpoint.replace(/\/$/, '')}/${bucket}`;

const prepare = async (signer: Signer) => {
  const [{ accessKeyId, secretAccessKey, sessionToken }, region] = await Promise.all([
    signer.credentials(),
    signer.region(),
  ]);
  const now = signer.clock();
  const date = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const key = scope
    .split('/')
    .reduce<string | Buffer>((signingKey, part) => hmac(signingKey, part), `AWS4${secretAccessKey}`);
  return {
    now,
    date,
    scope,
    base: bucketUrl(signer, region),
    credential: `${accessKeyId}/${scope}`,
    token: sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken },
    sign: (text: string): string => hmac(key, text).toString('hex'),
  };
};

/** A link that reads one object for `seconds` (S3 API Reference, "Authenticating Requests: Using Query Parameters"). */
export const presignGet = async (signer: Signer, key: string, seconds: number): Promise<string> => {
  const { date, scope, base, credential, token, sign } = await prepare(signer);
  const url = new URL(`${base}/${key.split('/').map(encode).join('/')}`);
  const query = Object.entries({
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': credential,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(seconds),
    ...token,
    'X-Amz-SignedHeaders': 'host',
  })
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const request = ['GET', url.pathname, query, `host:${url.host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const signature = sign([algorithm, date, scope, sha256(request)].join('\n'));
  return `${url.href}?${query}&X-Amz-Signature=${signature}`;
};

export interface UploadTerms {
  readonly key: string;
  readonly contentType: string;
  readonly maxBytes: number;
  readonly seconds: number;
}

/**
 * A form that uploads under exactly this key and type, of 1 to `maxBytes` bytes, for `seconds`; S3 refuses anything else
 * (S3 API Reference, "Creating a POST Policy").
 */
export const presignPost = async (
  signer: Signer,
  { key, contentType, maxBytes, seconds }: UploadTerms,
): Promise<UploadForm> => {
  const { now, date, base, credential, token, sign } = await prepare(signer);
  const fields = {
    key,
    bucket: signer.bucket,
    'Content-Type': contentType,
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': credential,
    'X-Amz-Date': date,
    ...token,
  };
  const policy = {
    expiration: new Date(now + seconds * 1000).toISOString(),
    conditions: [
      ['content-length-range', 1, maxBytes],
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ],
  };
  const Policy = Buffer.from(JSON.stringify(policy)).toString('base64');
  return { url: base, fields: { ...fields, Policy, 'X-Amz-Signature': sign(Policy) } };
};
