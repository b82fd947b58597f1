/** 客观分: points read off a figure by a criterion's formula, with a derivation to check by hand. */
import {
  add,
  compare,
  divide,
  multiply,
  parseDecimal,
  rational,
  roundToInteger,
  subtract,
  toDecimal,
  toFixed,
  type Rational,
} from '../numbers/rational.ts';
import type { Source } from '../model.ts';
import type { Message } from '../text.ts';
import type { Operand } from '../condition/condition.ts';
import { fieldMap, measure, operandFields, stated, type Facts } from './measure.ts';
import { rubricLeaves } from '../rubric/leaves.ts';
import type { Leaf, Rubric } from '../rubric/model.ts';
import type { Scheme } from './scheme.ts';

export interface Prefilled {
  readonly criterionId: string;
  /** on the criterion's step; null when the figure is missing */
  readonly points100: number | null;
  readonly source: Source | null;
  /** keys of the fields that it was read from, as far as they are stated */
  readonly fields: readonly string[];
  readonly derivation: Message;
}

interface Knot {
  readonly at: Rational;
  readonly points: Rational;
}

/** Piecewise linear through the knots, flat beyond the ends; exact. */
export function interpolate(knots: readonly Knot[], figure: Rational): { points: Rational; from: Knot; to: Knot } {
  const [first] = knots;
  const last = knots.at(-1);
  if (!first || !last) throw new RangeError('a formula needs knots');
  if (compare(figure, first.at) <= 0) return { points: first.points, from: first, to: first };
  const index = knots.findIndex((knot) => compare(figure, knot.at) < 0);
  const [from, to] = [knots[index - 1], knots[index]];
  if (!from || !to) return { points: last.points, from: last, to: last };
  const share = divide(subtract(figure, from.at), subtract(to.at, from.at));
  return { points: add(from.points, multiply(share, subtract(to.points, from.points))), from, to };
}

/** The last knot that is reached; nothing below the first. */
function stepOf(knots: readonly Knot[], figure: Rational): { points: Rational; from: Knot; to: Knot } {
  const reached = knots.findLast((knot) => compare(figure, knot.at) >= 0) ?? { at: rational(0), points: rational(0) };
  return { points: reached.points, from: reached, to: reached };
}

/** Hundredths as points, as short as possible. */
function shown(points: Rational): string {
  return toDecimal(divide(points, rational(100)));
}

/** Points on the step, rounded half up, never above the maximum. */
function onStep(points: Rational, step100: number, max100: number): number {
  return Math.min(Number(roundToInteger(divide(points, rational(step100)), 0)) * step100, max100);
}

/** The fields that an operand reads; of one that nobody stated the one that it is worked out from. */
function readFrom(of: Operand, scheme: Scheme, facts: Facts): string[] {
  return operandFields(of).flatMap((key) => {
    const from = stated(facts, key) ? key : fieldMap(scheme).get(key)?.convertFrom;
    return from !== undefined && stated(facts, from) ? [from] : [];
  });
}

/**
 * Points of one objective criterion and how they came about; undefined where it has no formula. A
 * missing figure gives null, never 0.
 */
export function prefillLeaf(criterion: Leaf, scheme: Scheme, facts: Facts): Prefilled | undefined {
  const { formula } = criterion;
  if (!formula) return undefined;
  const measured = measure(formula.of, formula.unit, scheme, facts);
  const fields = readFrom(formula.of, scheme, facts);
  const name = { name: criterion.name.zh, nameEn: criterion.name.en ?? criterion.name.zh };
  if (!measured.quantity)
    return {
      criterionId: criterion.id,
      points100: null,
      source: measured.source,
      fields,
      derivation: { key: 'schemes.prefill.missing', params: name },
    };
  const knots = formula.knots.flatMap(({ at, points100 }) => {
    const place = parseDecimal(at);
    return place ? [{ at: place, points: rational(points100) }] : [];
  });
  const { points, from, to } = formula.steps === true ? stepOf(knots, measured.quantity) : interpolate(knots, measured.quantity);
  const points100 = onStep(points, criterion.step100, criterion.max100);
  const params = { ...name, value: toDecimal(measured.quantity), points: toFixed(rational(points100, 100), 2) };
  const derivation: Message =
    formula.steps === true
      ? { key: 'schemes.prefill.step', params: { ...params, at: toDecimal(from.at) } }
      : from === to
        ? { key: 'schemes.prefill.flat', params: { ...params, at: toDecimal(from.at) } }
        : {
            key: 'schemes.prefill.between',
            params: {
              ...params,
              from: toDecimal(from.at),
              fromPoints: shown(from.points),
              to: toDecimal(to.at),
              toPoints: shown(to.points),
              exact: shown(points),
            },
          };
  return { criterionId: criterion.id, points100, source: measured.source, fields, derivation };
}

/** All objective criteria with a formula, in reading order. */
export function prefill(rubric: Pick<Rubric, 'criteria'>, scheme: Scheme, facts: Facts): Prefilled[] {
  return rubricLeaves(rubric).flatMap(({ criterion }) => prefillLeaf(criterion, scheme, facts) ?? []);
}
