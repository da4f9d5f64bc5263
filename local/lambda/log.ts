import * as z from 'zod';

const Line = z.looseObject({
  level: z.string().default('INFO'),
  message: z.unknown().optional(),
  stack: z.string().optional(),
});

const dim = (text: string): string => `\u001b[2m${text}\u001b[0m`;
const colours: Readonly<Record<string, string>> = { DEBUG: '2', INFO: '36', WARN: '33', ERROR: '31', CRITICAL: '31' };
const paint = (level: string, text: string): string => `\u001b[${colours[level] ?? '0'}m${text}\u001b[0m`;

/** What every line of Powertools repeats and nobody here needs. */
const noise = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'sampling_rate',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'xray_trace_id',
  'stack',
]);

const show = (value: unknown): string =>
  typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value);

/** One line of a function's log, for people: time, level, function, message, what else it says. */
export const formatLogLine = (functionName: string, line: string, isColoured: boolean): string => {
  const time = new Date().toISOString().slice(11, 23);
  let parsed: z.infer<typeof Line>;
  try {
    parsed = Line.parse(JSON.parse(line));
  } catch {
    parsed = { level: 'INFO', message: line };
  }
  const { level, message } = parsed;
  const rest = Object.entries(parsed)
    .filter(([name]) => !noise.has(name))
    .map(([name, value]) => `${name}=${show(value)}`)
    .join(' ');
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const [firstFrame] = /^\s+at .*$/m.exec(parsed.stack ?? '') ?? [];
  const where = firstFrame === undefined ? '' : ` ${firstFrame.trim()}`;
  const parts = [time, level.padEnd(5), functionName.padEnd(24), `${text} ${rest}${where}`.trim()];
  if (!isColoured) return parts.join(' ');
  const [at = '', shown = '', name = '', words = ''] = parts;
  return `${dim(at)} ${paint(level, shown)} ${name} ${level === 'ERROR' ? paint(level, words) : words}`;
};
