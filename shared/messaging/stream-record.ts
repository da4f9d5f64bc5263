import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { toIso, type IsoInstant } from '../domain/time.ts';

type Item = Readonly<Record<string, unknown>>;

/** One change of one item, as a table's stream tells it. */
export interface StreamRecord {
  /** ARN of the stream: names the table, and the stream's own creation. */
  readonly stream: string;
  readonly sequence: string;
  readonly at: IsoInstant;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Sets and binaries do not occur in our rows; they are kept as they come, as nothing here reads them. */
const plain = (value: AttributeValue): unknown => {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return plainItem(value.M);
  if (value.L !== undefined) return value.L.map(plain);
  if (value.NULL === true) return null;
  return value;
};

const plainItem = (image: Readonly<Record<string, AttributeValue>>): Item =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, plain(value)]));

/**
 * What Lambda delivers → a plain change.
 * @throws TypeError for a record without its place in the stream: it could not be reported as failed either.
 */
export const toStreamRecord = ({ eventSourceARN, dynamodb }: DynamoDBRecord): StreamRecord => {
  if (eventSourceARN === undefined || dynamodb?.SequenceNumber === undefined) {
    throw new TypeError('a stream record without its stream or sequence number');
  }
  const { NewImage, OldImage, SequenceNumber, ApproximateCreationDateTime } = dynamodb;
  return {
    stream: eventSourceARN,
    sequence: SequenceNumber,
    at: toIso((ApproximateCreationDateTime ?? 0) * 1000),
    before: OldImage === undefined ? undefined : plainItem(OldImage),
    after: NewImage === undefined ? undefined : plainItem(NewImage),
  };
};
