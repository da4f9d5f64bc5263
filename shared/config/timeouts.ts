/** Time an API function gives one call to AWS: three attempts still end before its own 10 s. Milliseconds. */
export const apiTimeouts = { connectMs: 1_000, requestMs: 2_500 } as const;
