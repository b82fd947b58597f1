/** The schemes as they are shipped, and words for messages, for the tests of schemes. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldValues, Source } from '../../domain/model.ts';
import { evaluate } from '../../domain/eligibility/evaluate.ts';
import type { Evaluation, EvaluationInput } from '../../domain/eligibility/evaluate.ts';
import { Refusal } from '../../domain/result.ts';
import { parseScheme } from '../../domain/scheme/parse.ts';
import type { Scheme } from '../../domain/scheme/scheme.ts';
import { fromOneSource } from '../../domain/condition/values.ts';
import type { Verdict } from '../../domain/condition/verdict.ts';
import type { Language, Translate } from '../../domain/text.ts';
import { texts } from '../../domain/texts/index.ts';

export const schemeFolder = join(import.meta.dirname, '../../resources/schemes');

export function schemeJson(id: string): Record<string, unknown> {
  const json: Record<string, unknown> = JSON.parse(readFileSync(join(schemeFolder, `${id}.json`), 'utf8'));
  return json;
}

/** The refusal that a call ends in, with its code and details; fails when it does not refuse. */
export function refusalOf(call: () => unknown): Refusal {
  try {
    call();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

export const schemeIds = readdirSync(schemeFolder)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

const loaded = new Map<string, Scheme>();

export function schemeNamed(id: string): Scheme {
  const scheme = loaded.get(id) ?? parseScheme(schemeJson(id));
  loaded.set(id, scheme);
  return scheme;
}

export function evaluateBare(
  id: string,
  values: FieldValues,
  more: Partial<Omit<EvaluationInput, 'values'>> & { source?: Source } = {},
): Evaluation {
  const { source = 'form', appliedOn = '2026-09-15', ...rest } = more;
  return evaluate(schemeNamed(id), { values: fromOneSource(values, source), appliedOn, ...rest });
}

/** Verdicts by condition id. */
export function verdictsOf(evaluation: Evaluation): Record<string, Verdict> {
  return Object.fromEntries(evaluation.conditions.map((condition) => [condition.id, condition.verdict]));
}

/** A translate function that fails on a missing key or placeholder. */
export function words(language: Language): Translate {
  const known: Readonly<Record<string, string>> = texts[language];
  return (key, params = {}) => {
    const text = known[key];
    if (text === undefined) throw new Error(`no text ${language} ${key}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = params[name];
      if (value === undefined) throw new Error(`no value for ${name} in ${key}`);
      return String(value);
    });
  };
}
