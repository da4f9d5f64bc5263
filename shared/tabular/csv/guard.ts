/** What a spreadsheet takes for a formula, in full width too, or drops: also behind quotes that are part of the text, so that the guard can be taken off again. */
const risky = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const guarded = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Text that a spreadsheet shows as it stands and never reckons (OWASP ASVS 1.2.10). */
export const guard = (text: string): string => (risky.test(text) ? `'${text}` : text);

/** The text behind a guard: `guard` undone. */
export const unguarded = (text: string): string =>
  text.charCodeAt(0) === 39 && guarded.test(text) ? text.slice(1) : text;
