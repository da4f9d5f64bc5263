/** A quoted name or text, a parameter, or any other word or sign. In quotes a doubled quote stands for itself. */
const token = /'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\?)|([^\s'"?]+?(?=[\s'"?{}[\](),:<>]|$)|[{}[\](),:<>])/g;

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly number: number }
  | { readonly kind: 'other'; readonly text: string };

const tokensOf = (statement: string): readonly Token[] => {
  let parameters = 0;
  return [...statement.matchAll(token)].map(([, single, double, parameter, other = '']): Token => {
    if (single !== undefined) return { kind: 'text', text: single.replaceAll("''", "'") };
    if (double !== undefined) return { kind: 'other', text: double };
    if (parameter !== undefined) return { kind: 'parameter', number: parameters++ };
    return { kind: 'other', text: other };
  });
};

/**
 * The value that a PartiQL `INSERT INTO "table" VALUE {'name': value, …}` gives a top-level attribute, as DynamoDB's JSON:
 * a parameter as it is, a quoted text as a string.
 * @returns undefined when the attribute is missing, stands twice, or its value is anything else.
 */
export const insertedValue = (statement: string, parameters: readonly unknown[], attribute: string): unknown => {
  const tokens = tokensOf(statement);
  const isSign = (at: number, ...signs: readonly string[]): boolean => {
    const found = tokens[at];
    return found?.kind === 'other' && signs.includes(found.text);
  };
  let depth = 0;
  const values: unknown[] = [];
  for (const [at, one] of tokens.entries()) {
    if (isSign(at, '{', '[', '<', '(')) depth += 1;
    if (isSign(at, '}', ']', '>', ')')) depth -= 1;
    const isName = depth === 1 && one.kind === 'text' && one.text === attribute && isSign(at + 1, ':');
    if (!isName || !isSign(at - 1, '{', ',')) continue;
    const value = tokens[at + 2];
    if (value?.kind === 'parameter') values.push(parameters[value.number]);
    else values.push(value?.kind === 'text' ? { S: value.text } : undefined);
  }
  return values.length === 1 ? values[0] : undefined;
};
