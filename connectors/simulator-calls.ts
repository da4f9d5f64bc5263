import * as z from 'zod';

/** The simulator's SQLite file, with a table `call (endpoint, shop, outcome, n)`. */
interface Store {
  readonly run: (sql: string, ...values: string[]) => unknown;
  readonly rows: <Row extends z.ZodType>(row: Row, sql: string) => readonly z.infer<Row>[];
}

const CallRow = z.object({ endpoint: z.string(), shop: z.string(), outcome: z.string(), n: z.number() });

/** Counts one call. Outcomes: `ok`, `error:<name>`, `timeout-before`, `timeout-after`, `outage`. Shop `-`: none named. */
export const countCall = (store: Store, endpoint: string, shop: string, outcome: string): void => {
  store.run(
    'INSERT INTO call VALUES (?, ?, ?, 1) ON CONFLICT (endpoint, shop, outcome) DO UPDATE SET n = n + 1',
    endpoint,
    shop,
    outcome,
  );
};

/** `{total, calls: [{endpoint, shop, outcome, count}], endpoints: {<endpoint>: {<shop>: {<outcome>: count}}}}` */
export const callCounts = (store: Store) => {
  const rows = store.rows(CallRow, 'SELECT endpoint, shop, outcome, n FROM call ORDER BY endpoint, shop, outcome');
  const endpoints: Record<string, Record<string, Record<string, number>>> = {};
  for (const { endpoint, shop, outcome, n } of rows) {
    const shops = (endpoints[endpoint] ??= {});
    (shops[shop] ??= {})[outcome] = n;
  }
  return {
    total: rows.reduce((sum, row) => sum + row.n, 0),
    calls: rows.map(({ n, ...row }) => ({ ...row, count: n })),
    endpoints,
  };
};
