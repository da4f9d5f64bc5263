import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';

/** What jest runs is what Node runs: the source with its types blanked out, every line and column where it was. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source, path) => createHash('sha256').update(`${process.version}\0${path}\0${source}`).digest('hex'),
};
