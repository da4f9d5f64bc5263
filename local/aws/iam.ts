import type { Statement } from '../template/resources.ts';
import { LocalFault } from '../template/local-fault.ts';

/** What one call wants: an action on a resource, and the values that conditions may ask for. */
export interface Access {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

const wildcards = new Map<string, RegExp>();
const like = (pattern: string, text: string): boolean => {
  let compiled = wildcards.get(pattern);
  if (compiled === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    compiled = new RegExp(`^${source}$`, 's');
    wildcards.set(pattern, compiled);
  }
  return compiled.test(text);
};

type Operator = (wanted: readonly string[], actual: readonly string[] | undefined) => boolean;
const anyLike: Operator = (wanted, actual) => actual?.some((value) => wanted.some((one) => like(one, value))) ?? false;
const anyEqual: Operator = (wanted, actual) => actual?.some((value) => wanted.includes(value)) ?? false;
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: anyEqual,
  ArnEquals: anyLike,
  ArnLike: anyLike,
  StringLike: anyLike,
  Bool: anyEqual,
  // as on AWS, no value at all satisfies "all values"
  'ForAllValues:StringLike': (wanted, actual) =>
    actual?.every((value) => wanted.some((one) => like(one, value))) ?? true,
  'ForAllValues:StringEquals': (wanted, actual) => actual?.every((value) => wanted.includes(value)) ?? true,
  'ForAnyValue:StringEquals': anyEqual,
  'ForAnyValue:StringLike': anyLike,
};

/**
 * Refuses at start a policy whose conditions could not be judged.
 * @throws LocalFault
 */
export const checkConditions = (role: string, statements: readonly Statement[]): void => {
  for (const { Condition } of statements) {
    for (const operator of Object.keys(Condition)) {
      if (operators[operator] === undefined)
        throw new LocalFault(`role ${role}: condition ${operator} is not known to the local cloud`);
    }
  }
};

const applies = ({ Action, Resource, Condition }: Statement, { action, resource, context }: Access): boolean =>
  Action.some((one) => like(one.toLowerCase(), action.toLowerCase())) &&
  Resource.some((one) => like(one, resource)) &&
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => operators[operator]?.(wanted, context[key]) ?? false),
  );

/** Whether a role's policies allow the call: some Allow and no Deny, as IAM judges identity policies. */
export const isAllowed = (statements: readonly Statement[], access: Access): boolean =>
  statements.some((statement) => statement.Effect === 'Allow' && applies(statement, access)) &&
  !statements.some((statement) => statement.Effect === 'Deny' && applies(statement, access));
