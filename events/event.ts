import * as z from 'zod';

/** ULID of a thing of the register: events name things by these and carry nothing else of them. */
export const id = (of: string) =>
  z
    .string()
    .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    .meta({ description: `ULID of the ${of}` });

/** A marketplace by its connector's name, e.g. `shopee`. */
export const marketplace = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .meta({ description: "The marketplace, by its connector's name" });

/** Attributes of CloudEvents 1.0 (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md), `data` apart. */
const attributes = {
  specversion: z.literal('1.0').meta({ description: 'Version of CloudEvents' }),
  id: z.string().min(1).max(64).meta({ description: 'Equal for repetitions of one event: handle an id once' }),
  source: z.literal('ikm').meta({ description: 'Who says so; also the source on the event bus' }),
  subject: z.string().min(1).max(200).meta({ description: 'The thing it happened to, as kind/id' }),
  // a pattern of our own: a library's may change under a published contract
  time: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    .meta({ description: 'When the state changed, ISO 8601 UTC', format: 'date-time' }),
} as const;

export interface EventSpec<Name extends string, Major extends number, Data extends z.ZodType> {
  /** What happened, in the past tense: `product.saved`. */
  readonly name: Name;
  /** Raised by what would break a reader; the old major is then published beside the new one until nobody reads it. */
  readonly major: Major;
  /** Raised by what old readers do not notice: a new field. */
  readonly minor: number;
  /** `internal` events run the house and are no promise to anyone outside. */
  readonly audience: 'public' | 'internal';
  /** One line: when this event is published. */
  readonly summary: string;
  /** Product version that published this major first. */
  readonly since: string;
  /** Ids and states only, never personal data: the bus is archived and read by others. */
  readonly data: Data;
  readonly example: { readonly subject: string; readonly data: z.infer<Data> };
}

/**
 * One event contract. `type` carries the major (`product.saved.v1`) and is also the detail-type on the bus; `dataschema`
 * carries major and minor, so that a reader can tell which fields to expect; `envelope` parses what the bus delivers.
 */
export const defineEvent = <const Name extends string, const Major extends number, Data extends z.ZodType>(
  spec: EventSpec<Name, Major, Data>,
) => {
  const type = `${spec.name}.v${spec.major}` as const;
  const dataschema = `urn:e-smart-ikm:event:${spec.name}:${spec.major}.${spec.minor}` as const;
  return {
    ...spec,
    type,
    dataschema,
    envelope: z.object({
      ...attributes,
      type: z.literal(type).meta({ description: 'Name and major version' }),
      // a reader built against another minor reads on
      dataschema: z
        .string()
        .regex(new RegExp(`^urn:e-smart-ikm:event:${spec.name.replaceAll('.', '[.]')}:${spec.major}[.]\\d+$`))
        .meta({ description: 'Name, major and minor version of the contract' }),
      data: spec.data,
    }),
  };
};
