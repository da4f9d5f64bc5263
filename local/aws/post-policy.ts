import * as z from 'zod';
import { denied } from './sigv4.ts';
import { ServiceFault } from './service-fault.ts';

const Policy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string(), z.string()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});

/** Fields that need no condition (S3, "POST policy"). */
const isExempt = (name: string): boolean =>
  ['x-amz-signature', 'file', 'policy'].includes(name) || name.startsWith('x-ignore-');

export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Checks the fields of a form upload against its policy, as S3 does.
 * @param fields by name in lower case; `bucket` is the one in the address.
 * @returns how many bytes the file may have.
 * @throws ServiceFault
 */
export const checkPolicy = (fields: ReadonlyMap<string, string>, now: number): SizeRange => {
  let policy: z.infer<typeof Policy>;
  try {
    policy = Policy.parse(JSON.parse(Buffer.from(fields.get('policy') ?? '', 'base64').toString('utf8')));
  } catch {
    throw new ServiceFault('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
  if (now > Date.parse(policy.expiration)) throw denied('Invalid according to Policy: Policy expired.');
  let range: SizeRange = { min: 0, max: 5 * 1024 ** 3 };
  const covered = new Set(['bucket']);
  const check = (condition: unknown, name: string, fits: (value: string) => boolean): void => {
    covered.add(name);
    if (!fits(fields.get(name) ?? ''))
      throw denied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`);
  };
  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, wanted] of Object.entries(condition))
        check(['eq', `$${name}`, wanted], name.toLowerCase(), (value) => value === wanted);
      continue;
    }
    const [operator, name, wanted] = condition;
    if (operator === 'content-length-range') range = { min: name, max: wanted };
    else if (operator === 'eq') check(condition, name.replace(/^\$/, '').toLowerCase(), (value) => value === wanted);
    else check(condition, name.replace(/^\$/, '').toLowerCase(), (value) => value.startsWith(wanted));
  }
  const extra = [...fields.keys()].filter((name) => !covered.has(name) && !isExempt(name));
  if (extra.length > 0) throw denied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`);
  return range;
};
