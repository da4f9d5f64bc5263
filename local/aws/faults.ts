import * as z from 'zod';
import { ServiceFault } from './service-fault.ts';

const Rate = z.number().min(0).max(1);
export const faultsSchema = z.strictObject({
  /** Share of writes refused because another transaction holds the item. */
  conflictRate: Rate.default(0),
  /** Share of DynamoDB calls refused because too many came. */
  throttleRate: Rate.default(0),
  /** Share of SQS and stream batches delivered twice. */
  duplicateRate: Rate.optional(),
});
export type FaultRates = z.infer<typeof faultsSchema>;

export interface Faults {
  readonly set: (rates: FaultRates) => void;
  readonly rates: () => FaultRates;
  /** @throws ServiceFault when it is this call's turn. */
  readonly strike: (operation: string, body: unknown) => void;
}

const Transaction = z.object({ TransactItems: z.array(z.unknown()) });
const singleWrites = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/** What happens on AWS and never by itself in the engine: conflicts and throttling, at the rates asked for. */
export const createFaults = (random: () => number): Faults => {
  let rates = faultsSchema.parse({});
  return {
    set: (wanted) => {
      rates = wanted;
    },
    rates: () => rates,
    strike: (operation, body) => {
      if (rates.throttleRate > 0 && random() < rates.throttleRate)
        throw new ServiceFault(
          'ThrottlingException',
          'Throughput exceeds the current capacity of your table or index.',
        );
      if (rates.conflictRate === 0 || random() >= rates.conflictRate) return;
      const transaction = Transaction.safeParse(body);
      if (operation === 'TransactWriteItems' && transaction.success) {
        const reasons = transaction.data.TransactItems.map((_, index) =>
          index === 0
            ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
            : { Code: 'None' },
        );
        const codes = reasons.map(({ Code }) => Code).join(', ');
        throw new ServiceFault(
          'TransactionCanceledException',
          `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
          400,
          { CancellationReasons: reasons },
        );
      }
      if (singleWrites.has(operation))
        throw new ServiceFault('TransactionConflictException', 'Transaction is ongoing for the item');
    },
  };
};
