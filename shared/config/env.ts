import * as z from 'zod';

/**
 * Reads and checks a function's settings once, at cold start. The only reader of the environment.
 * @throws Error naming every missing or wrong setting at once.
 */
export const readEnv = <Shape extends z.ZodType>(shape: Shape): z.infer<Shape> => {
  const parsed = shape.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new Error(`settings: ${z.prettifyError(parsed.error)}`);
};
