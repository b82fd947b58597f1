/** What else a park could apply for: the same facts against every scheme and every type. */
import { evaluate, type Evaluation } from './evaluate.ts';
import { expressionFields } from '../scheme/expression.ts';
import { fieldMap, stated, type Facts } from '../scheme/measure.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { verdicts } from '../condition/verdict.ts';

export interface Chance {
  readonly schemeId: string;
  readonly type: string | null;
  readonly evaluation: Evaluation;
  /** fields of its conditions that somebody has stated, of all of them */
  readonly known: number;
  readonly asked: number;
}

/** Fields the conditions of a type read. */
export function conditionFields(scheme: Scheme, type: string | null): string[] {
  const conditions = scheme.conditions.filter((condition) => !condition.types || (type !== null && condition.types.includes(type)));
  return [...new Set(conditions.flatMap((condition) => expressionFields(condition.test)))];
}

function isKnown(key: string, scheme: Scheme, facts: Facts): boolean {
  const origin = fieldMap(scheme).get(key)?.convertFrom;
  return stated(facts, key) !== undefined || (origin !== undefined && stated(facts, origin) !== undefined);
}

/**
 * Evaluations of every scheme and type (task lists apart) of which at least one tested field is known, the most promising
 * first: by verdict, then by the share of fields known.
 */
export function evaluateAll(schemes: readonly Scheme[], facts: Facts): Chance[] {
  const chances = schemes
    .filter((scheme) => !scheme.checklist)
    .flatMap((scheme) => {
      const types = scheme.types.length > 0 ? scheme.types.map((type) => type.id) : [null];
      return types.flatMap((type) => {
        const asked = conditionFields(scheme, type);
        const known = asked.filter((key) => isKnown(key, scheme, facts)).length;
        if (known === 0) return [];
        const evaluation = evaluate(scheme, { ...facts, ...(type === null ? {} : { type }) });
        return [{ schemeId: scheme.id, type, evaluation, known, asked: asked.length }];
      });
    });
  return chances.toSorted(
    (a, b) => verdicts.indexOf(a.evaluation.overall) - verdicts.indexOf(b.evaluation.overall) || b.known * a.asked - a.known * b.asked,
  );
}
