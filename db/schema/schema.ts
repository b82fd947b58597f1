/**
 * The tables as drizzle sees them. The truth is migrations/*.ts (STRICT tables, written by hand); a test
 * holds the two against each other.
 */
export * from './rounds.ts';
export * from './admission.ts';
export * from './panel.ts';
export * from './scores.ts';
export * from './visits.ts';
export * from './results.ts';
export * from './publicity.ts';
export * from './exchange.ts';
export * from './record.ts';
