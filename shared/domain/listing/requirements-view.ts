import * as z from 'zod';

/** The category of a product in a shop and the fields it asks for, so that a screen can draw them. */
export const RequirementsView = z.strictObject({
  category: z.strictObject({ id: z.string(), name: z.string(), suggested: z.boolean() }),
  fields: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      mandatory: z.boolean(),
      input: z.enum(['text', 'number', 'date', 'choice', 'choices']),
      unitOptions: z.array(z.string()).optional(),
      options: z.array(z.strictObject({ id: z.string(), name: z.string() })).optional(),
    }),
  ),
});
