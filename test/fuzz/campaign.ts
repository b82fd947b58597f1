/**
 * Many damaged files of one kind, read as the program reads them. What may come of each: it is read, or refused by a code.
 * A campaign fails where one throws anything else, ends its reader, takes longer than 5 s or more than 500 MB.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { errorCodes, Refusal } from '../../domain/result.ts';
import { diceOf, type Roll } from '../fixtures/mutants.ts';
import { processorMs, watchMemory } from './processes.ts';

/** `npm run test:fuzz -- --cases N --seed S` */
const wanted = { cases: process.env['PARKPANEL_FUZZ_CASES'], seed: Number(process.env['PARKPANEL_FUZZ_SEED'] ?? 20_261_129) };
const limits = { ms: 5000, mb: 500 };
const results = join(import.meta.dirname, '../../build/fuzz');
const kept = join(import.meta.dirname, 'finds');

export interface Mutant {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Campaign {
  readonly kind: string;
  /** how many in `npm test` */
  readonly few: number;
  /** so many at a time */
  readonly lanes?: number;
  readonly make: (roll: Roll) => Mutant | Promise<Mutant>;
  /** reads it; gives what came of it in a word, or throws a Refusal */
  readonly read: (mutant: Mutant) => Promise<string>;
}

interface Find {
  readonly name: string;
  readonly what: string;
}

/** Gives how often each outcome came. */
export async function runCampaign(campaign: Campaign): Promise<ReadonlyMap<string, number>> {
  const { kind, few, lanes = 2, make } = campaign;
  const cases = Number(wanted.cases ?? few);
  const outcomes = new Map<string, number>();
  const finds: Find[] = [];
  let slowest = 0;
  let next = 0;
  const memory = watchMemory();
  const began = performance.now();
  let done = 0;
  const writeFigures = (): void => {
    const figures = {
      kind,
      seed: wanted.seed,
      cases: done,
      finds,
      slowestMs: Math.round(slowest),
      peakMb: memory.peak(),
      seconds: Math.round((performance.now() - began) / 1000),
      outcomes: Object.fromEntries([...outcomes].sort(([, a], [, b]) => b - a)),
    };
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, `${kind}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  };
  const lane = async (): Promise<void> => {
    for (let index = next++; index < cases; index = next++) {
      const mutant = await make(diceOf(wanted.seed, index));
      const { outcome, ms, find } = await readOne(campaign, mutant);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      slowest = Math.max(slowest, ms);
      if (find !== null) finds.push(keep(kind, `${wanted.seed}-${index}`, mutant, find));
      done += 1;
      // a long one that is stopped has told what it found
      if (done % 100 === 0) writeFigures();
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    memory.stop();
    writeFigures();
  }
  expect(finds).toEqual([]);
  expect(memory.peak()).toBeLessThanOrEqual(limits.mb);
  return outcomes;
}

/** What campaigns found before: each is read again. */
export async function readFinds(campaign: Campaign): Promise<void> {
  if (!existsSync(kept)) return;
  for (const name of readdirSync(kept).filter((file) => file.startsWith(`${campaign.kind}-`))) {
    const { find } = await readOne(campaign, { name: name.replace(/^[^-]+-/, ''), bytes: readFileSync(join(kept, name)) });
    expect(find, name).toBe(null);
  }
}

interface Reading {
  readonly outcome: string;
  /** by the clock or by the processor, whichever says less: a loaded machine takes its time */
  readonly ms: number;
  readonly find: string | null;
}

async function readOne(campaign: Campaign, mutant: Mutant): Promise<Reading> {
  const { outcome, ms, find } = await attempt(campaign, mutant);
  return { outcome, ms, find: find ?? (ms > limits.ms ? `took ${Math.round(ms)} ms` : null) };
}

async function attempt({ read }: Campaign, mutant: Mutant): Promise<Reading> {
  const [start, busy] = [performance.now(), processorMs()];
  const done = (outcome: string, find: string | null = null): Reading => ({
    outcome,
    ms: Math.min(performance.now() - start, processorMs() - busy),
    find,
  });
  try {
    return done(await read(mutant));
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'file/reader-ended' && error.code !== 'call/internal' && errorCodes.includes(error.code))
      return done(error.code);
    return done('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function keep(kind: string, label: string, { name, bytes }: Mutant, what: string): Find {
  mkdirSync(results, { recursive: true });
  const path = join(results, `${kind}-${label}-${name}`);
  writeFileSync(path, bytes);
  return { name: path, what };
}
