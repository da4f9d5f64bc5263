import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { State } from '../state.ts';
import type { Plan } from '../template/plan.ts';
import type { Principal } from './principals.ts';
import { authorize, ServiceFault } from './service-fault.ts';

const Context = z.record(z.string(), z.string()).default({});
const Base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const Common = { EncryptionContext: Context, GrantTokens: z.array(z.string()).optional() };
const requests = {
  GenerateDataKey: z.strictObject({
    KeyId: z.string(),
    KeySpec: z.literal('AES_256').optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    ...Common,
  }),
  Encrypt: z.strictObject({ KeyId: z.string(), Plaintext: Base64, ...Common }),
  Decrypt: z.strictObject({ KeyId: z.string().optional(), CiphertextBlob: Base64, ...Common }),
  GenerateMac: z.strictObject({ KeyId: z.string(), Message: Base64, MacAlgorithm: z.literal('HMAC_SHA_256') }),
  VerifyMac: z.strictObject({
    KeyId: z.string(),
    Message: Base64,
    Mac: Base64,
    MacAlgorithm: z.literal('HMAC_SHA_256'),
  }),
};

const associated = (context: Record<string, string>): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

/** KMS as far as functions use it. Key material is made at first use and kept under the data directory. */
export const createKms = (keys: Plan['keys'], state: State) => {
  const find = (idOrArn: string) => {
    const key = keys.find(({ id, arn }) => id === idOrArn || arn === idOrArn);
    if (key === undefined) throw new ServiceFault('NotFoundException', `Key '${idOrArn}' does not exist`);
    return key;
  };
  const material = (id: string) => state.secret(`kms ${id}`, 32);
  const open = (
    principal: Principal,
    action: string,
    idOrArn: string,
    isHmac: boolean,
    context: Record<string, string> = {},
  ) => {
    const key = find(idOrArn);
    const conditions = Object.entries(context).map(
      ([name, value]) => [`kms:EncryptionContext:${name}`, [value]] as const,
    );
    authorize(principal, { action: `kms:${action}`, resource: key.arn, context: Object.fromEntries(conditions) });
    if (key.isHmac !== isHmac) throw new ServiceFault('InvalidKeyUsageException', `${key.arn} is not for ${action}`);
    return key;
  };
  const seal = (id: string, plaintext: Buffer, context: Record<string, string>): string => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', material(id), iv).setAAD(associated(context));
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), iv, cipher.getAuthTag(), sealed]).toString(
      'base64',
    );
  };
  const unseal = (blob: Buffer, context: Record<string, string>): Buffer => {
    const id = keyIdOf(blob);
    try {
      const decipher = createDecipheriv('aes-256-gcm', material(id), blob.subarray(16, 28));
      decipher.setAAD(associated(context)).setAuthTag(blob.subarray(28, 44));
      return Buffer.concat([decipher.update(blob.subarray(44)), decipher.final()]);
    } catch {
      throw new ServiceFault('InvalidCiphertextException', '');
    }
  };
  const keyIdOf = (blob: Buffer): string =>
    blob
      .subarray(0, 16)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const parse = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new ServiceFault('ValidationException', z.prettifyError(parsed.error));
  };

  return {
    /** @throws ServiceFault */
    call: (principal: Principal, operation: string, body: unknown): unknown => {
      switch (operation) {
        case 'GenerateDataKey': {
          const { KeyId, KeySpec, NumberOfBytes, EncryptionContext } = parse(requests.GenerateDataKey, body);
          if ((KeySpec === undefined) === (NumberOfBytes === undefined))
            throw new ServiceFault('ValidationException', 'Please specify either number of bytes or key spec.');
          const key = open(principal, operation, KeyId, false, EncryptionContext);
          const plaintext = randomBytes(NumberOfBytes ?? 32);
          return {
            KeyId: key.arn,
            Plaintext: plaintext.toString('base64'),
            CiphertextBlob: seal(key.id, plaintext, EncryptionContext),
          };
        }
        case 'Encrypt': {
          const { KeyId, Plaintext, EncryptionContext } = parse(requests.Encrypt, body);
          const key = open(principal, operation, KeyId, false, EncryptionContext);
          return {
            KeyId: key.arn,
            CiphertextBlob: seal(key.id, Plaintext, EncryptionContext),
            EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
          };
        }
        case 'Decrypt': {
          const { KeyId, CiphertextBlob, EncryptionContext } = parse(requests.Decrypt, body);
          const key = open(principal, operation, keyIdOf(CiphertextBlob), false, EncryptionContext);
          if (KeyId !== undefined && find(KeyId).id !== key.id) throw new ServiceFault('IncorrectKeyException', '');
          const plaintext = unseal(CiphertextBlob, EncryptionContext).toString('base64');
          return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
        }
        case 'GenerateMac': {
          const { KeyId, Message } = parse(requests.GenerateMac, body);
          const key = open(principal, operation, KeyId, true);
          const mac = createHmac('sha256', material(key.id)).update(Message).digest('base64');
          return { KeyId: key.arn, Mac: mac, MacAlgorithm: 'HMAC_SHA_256' };
        }
        case 'VerifyMac': {
          const { KeyId, Message, Mac } = parse(requests.VerifyMac, body);
          const key = open(principal, operation, KeyId, true);
          const mac = createHmac('sha256', material(key.id)).update(Message).digest();
          if (mac.length !== Mac.length || !timingSafeEqual(mac, Mac))
            throw new ServiceFault('KMSInvalidMacException', '');
          return { KeyId: key.arn, MacValid: true, MacAlgorithm: 'HMAC_SHA_256' };
        }
        default:
          throw new ServiceFault('UnknownOperationException', `${operation} is not known to the local cloud`);
      }
    },
  };
};
