/** 还可以申报什么: the same facts against every rule book that is meant for such an applicant, of its region, in force. */
import { evaluate, type Evaluation } from './evaluate.ts';
import type { ParkRecord } from './on-record.ts';
import { expressionFields } from '../scheme/expression.ts';
import { carry } from '../scheme/meaning.ts';
import { fieldMap, stated, type Facts } from '../scheme/measure.ts';
import { validityOn, type Validity } from '../scheme/validity.ts';
import { fitOf, placesOf, type Fit } from './where.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { verdicts } from '../condition/verdict.ts';

export interface Chance {
  readonly schemeId: string;
  readonly type: string | null;
  readonly evaluation: Evaluation;
  /** fields of its conditions that somebody has stated, of all of them */
  readonly known: number;
  readonly asked: number;
  readonly fit: Fit;
  readonly validity: Validity;
}

/** Why a rule book was not tried at all. */
export interface LeftOut {
  readonly schemeId: string;
  readonly why: 'subject' | 'region' | 'validity';
}

/** The facts of an application, and the rule book under which they were stated. */
export interface Asking extends Facts {
  readonly scheme: Scheme;
  /** 发布之日 of that rule book, `YYYY-MM-DD`, where a person has entered it; of the others it says nothing */
  readonly publishedOn?: string | undefined;
  /** what is on record of the applicant under a rule book; absent: nothing is known of it */
  readonly recordOf?: ((scheme: Scheme) => ParkRecord) | undefined;
}

const readBy = new WeakMap<Scheme, Map<string | null, string[]>>();

/** Fields the conditions of a type read; worked out once for each scheme. */
export function conditionFields(scheme: Scheme, type: string | null): string[] {
  let types = readBy.get(scheme);
  if (!types) readBy.set(scheme, (types = new Map()));
  let keys = types.get(type);
  if (!keys) {
    const conditions = scheme.conditions.filter((condition) => !condition.types || (type !== null && condition.types.includes(type)));
    keys = [...new Set(conditions.flatMap((condition) => expressionFields(condition.test)))];
    types.set(type, keys);
  }
  return keys;
}

function isKnown(key: string, scheme: Scheme, facts: Facts): boolean {
  const origin = fieldMap(scheme).get(key)?.convertFrom;
  return stated(facts, key) !== undefined || (origin !== undefined && stated(facts, origin) !== undefined);
}

function publishedOnOf(scheme: Scheme, asking: Asking): string | undefined {
  return scheme.id === asking.scheme.id ? asking.publishedOn : undefined;
}

function chancesOf(scheme: Scheme, asking: Asking, fit: Fit, validity: Validity): Chance[] {
  const facts = {
    ...asking,
    values: carry(asking.values, asking.scheme, scheme),
    publishedOn: publishedOnOf(scheme, asking),
    record: asking.recordOf?.(scheme),
  };
  const types = scheme.types.length > 0 ? scheme.types.map((type) => type.id) : [null];
  return types.flatMap((type) => {
    const asked = conditionFields(scheme, type);
    const known = asked.filter((key) => isKnown(key, scheme, facts)).length;
    if (known === 0) return [];
    const evaluation = evaluate(scheme, { ...facts, ...(type === null ? {} : { type }) });
    return [{ schemeId: scheme.id, type, evaluation, known, asked: asked.length, fit, validity }];
  });
}

/**
 * Evaluations of every scheme and type (task lists apart) that judges the same kind of applicant, holds on the application date and
 * where the applicant is, and of which at least one tested field is known; the most promising first: by verdict, then by the share of
 * fields known. The asking rule book is among them whatever its region and time. `leftOut` names the others with the reason.
 */
export function evaluateAll(schemes: readonly Scheme[], asking: Asking): { chances: Chance[]; leftOut: LeftOut[] } {
  const places = placesOf(asking.scheme, asking);
  const leftOut: LeftOut[] = [];
  const chances = schemes
    .filter((scheme) => !scheme.checklist)
    .flatMap((scheme) => {
      const own = scheme.id === asking.scheme.id;
      const leave = (why: LeftOut['why']): [] => {
        leftOut.push({ schemeId: scheme.id, why });
        return [];
      };
      // most rule books are for others: what need not be asked of those is not
      if (!own && scheme.subject.kind !== asking.scheme.subject.kind) return leave('subject');
      const fit = fitOf(scheme.region, places);
      if (!own && fit.verdict === 'outside') return leave('region');
      const validity = validityOn(scheme, asking.appliedOn, publishedOnOf(scheme, asking));
      if (!own && (validity.state === 'expired' || validity.state === 'notYet')) return leave('validity');
      return chancesOf(scheme, asking, fit, validity);
    });
  return {
    chances: chances.toSorted(
      (a, b) => verdicts.indexOf(a.evaluation.overall) - verdicts.indexOf(b.evaluation.overall) || b.known * a.asked - a.known * b.asked,
    ),
    leftOut,
  };
}
