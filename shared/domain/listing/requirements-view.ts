import * as z from 'zod';

/** The category of a product in a shop and the fields it asks for, so that a screen can draw them. */
export const RequirementsView = z.strictObject({
  category: z
    .strictObject({ id: z.string(), name: z.string(), suggested: z.boolean() })
    .meta({ description: 'The one in force' }),
  chosen: z
    .strictObject({ id: z.string(), name: z.string(), by: z.enum(['listing', 'sentra']) })
    .nullable()
    .meta({ description: 'What the owner chose for this listing, or an officer for the sentra' }),
  suggested: z
    .strictObject({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: "The marketplace's own recommendation" }),
  fields: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      mandatory: z.boolean(),
      input: z.enum(['text', 'number', 'date', 'choice', 'choices']),
      unitOptions: z.array(z.string()).optional(),
      options: z.array(z.strictObject({ id: z.string(), name: z.string() })).optional(),
      question: z
        .string()
        .optional()
        .meta({ description: 'The neutral question that answers it; asked once for all marketplaces' }),
    }),
  ),
  questions: z
    .array(
      z.strictObject({
        key: z.string(),
        label: z.string(),
        example: z.string(),
        answer: z.string().nullable().meta({ description: 'What the product says already' }),
      }),
    )
    .meta({ description: 'What is asked of such goods, for attributes and fields of the product' }),
});
