const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Plain text as Lazada's description takes it: a paragraph per block of lines, line breaks within; whatever looks like a
 * tag stays text. Links to elsewhere are forbidden there, so no address becomes a link.
 */
export const toHtml = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .split(/\n\s*\n/)
    .map((block) => block.trim().replace(/[^\S\n]*\n[^\S\n]*/g, '<br/>'))
    .filter((block) => block !== '')
    .map((block) => `<p>${block}</p>`)
    .join('');
