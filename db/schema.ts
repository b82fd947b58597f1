/**
 * The tables as drizzle sees them. The truth is migrations/*.ts (STRICT tables, written by hand); a test
 * holds the two against each other.
 */
export * from './schema/rounds.ts';
export * from './schema/panel.ts';
export * from './schema/scores.ts';
export * from './schema/visits.ts';
export * from './schema/results.ts';
export * from './schema/publicity.ts';
export * from './schema/exchange.ts';
