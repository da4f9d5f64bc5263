/** Markup that is safe to send: only `markup` makes it, and everything put into it is escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | undefined | readonly Part[];

const escape = (text: string): string =>
  text.replace(/[&<>"'`]/g, (character) => `&#${String(character.codePointAt(0) ?? 63)};`);

const toText = (part: Part): string => {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(toText).join('') : escape(String(part));
};

/** A template of markup. Texts and numbers put in are escaped, for content and quoted attributes; markup and lists of it stay. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, n) => text + toText(parts[n])).join(''));

/** A value as a data block of a page: JSON in which nothing can end the block or begin a comment. */
export const dataBlock = (type: string, value: unknown): Html => {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Html(`<script type="${escape(type)}">${json}</script>`);
};
