/** Counts a document's figures again from its raw scores. Answers name what does not follow, as paths into the data. */
import { compare, multiply, parseDecimal, rational, roundHalfUp, sum, toDecimal, zero, type Rational } from '../numbers/rational.ts';
import { combine } from '../rubric/beside.ts';
import { completeRubric, type WrittenRubric } from '../rubric/model.ts';
import { fewest, markTrimmed } from '../tally/cell.ts';
import type { TallySheet } from '../tally/panel.ts';
import { tally } from '../tally/tally.ts';
import { dropEachEnd, panelRuleFor, type TallyRules } from '../tally/rules.ts';
import { besideIn, dropOf, factorOf, sheetPoints, type Mark } from '../tally/derivation.ts';
import type { DerivationData } from './score-tables.ts';

/** What a list of ranks is counted again from. */
interface RankedList {
  readonly types: readonly {
    readonly type: string;
    readonly rows: readonly {
      readonly applicationId: string;
      readonly parkName: string;
      readonly rank: number | null;
      readonly tied: boolean;
      readonly total: string | null;
      readonly priority: boolean;
    }[];
  }[];
  readonly rules: TallyRules | null;
  readonly rubric: WrittenRubric | null;
  readonly derivations: readonly DerivationData[];
}

/** The arithmetic of every park, then totals and ranks. */
export function recountList(list: RankedList): string[] {
  const { derivations, rules } = list;
  if (rules === null) return derivations.length === 0 ? [] : ['rules'];
  return [...derivations.flatMap((derivation, index) => recountPark(derivation, rules, `derivations.${index}`)), ...rerank(list, rules)];
}

/** The arithmetic of one park: marks, sums, means, roundings, total. */
export function recountPark(derivation: DerivationData, rules: TallyRules, path: string): string[] {
  const wrong: string[] = [];
  const expect = (holds: boolean, place: string): void => {
    if (!holds) wrong.push(`${path}.${place}`);
  };
  const { experts, droppedExpert, sheets } = derivation;
  const counts = (at: number): boolean => experts[at] !== droppedExpert?.personId;
  const bySheet = rules.level === 'sheet';
  expect(bySheet === (sheets !== null), 'sheets');

  const weighted = derivation.criteria.map((criterion, index): Rational => {
    const place = `criteria.${index}`;
    const given = criterion.points100.map((points, at) => (points !== null && counts(at) ? points : null));
    const marks = bySheet && sheets ? sheets.marks : trimmed(criterion.points100, given, dropOf(criterion, derivation));
    expect(
      criterion.points100.every((points) => points === null || points <= criterion.max100),
      `${place}.points100`,
    );
    expect(marks !== null && sameMarks(criterion.marks, marks, criterion.points100), `${place}.marks`);
    const kept = given.filter((points, at): points is number => points !== null && criterion.marks[at] === 'kept');
    const keptSum = kept.reduce((all, points) => all + points, 0);
    expect(criterion.keptSum100 === keptSum && criterion.keptCount === kept.length, `${place}.keptSum100`);
    const mean = kept.length === 0 ? zero : rational(keptSum, 100 * kept.length);
    expect(isWritten(criterion.mean, mean), `${place}.mean`);
    const figure = rules.rounding.stage === 'criterion' ? roundHalfUp(mean, rules.rounding.digits) : mean;
    expect(
      rules.rounding.stage === 'criterion'
        ? criterion.rounded !== null && isWritten(criterion.rounded, figure)
        : criterion.rounded === null,
      `${place}.rounded`,
    );
    const adds = multiply(parseDecimal(criterion.weight) ?? zero, figure);
    expect(isWritten(criterion.weighted, adds), `${place}.weighted`);
    return adds;
  });

  recountStages(derivation, weighted, rules, expect);
  const unrounded = sheets ? sheetMean(derivation, sheets, counts, expect) : besideTotal(derivation, weighted, expect);
  expect(isWritten(derivation.unrounded, unrounded), 'unrounded');
  const total = parseDecimal(derivation.total);
  // rounded once, at the stage that the rules name; what the weights of stages divide need not end, and is rounded after
  const rescaled = derivation.criteria.some((criterion) => compare(factorOf(criterion, derivation), rational(1)) !== 0);
  const rounded = rules.rounding.stage === 'total' || rescaled ? roundHalfUp(unrounded, rules.rounding.digits) : unrounded;
  expect(total !== null && compare(total, rounded) === 0, 'total');
  return wrong;
}

type Expect = (holds: boolean, place: string) => void;

/** Who judged each stage, what its cells lose, its figure, and what of it counts. */
function recountStages(derivation: DerivationData, weighted: readonly Rational[], rules: TallyRules, expect: Expect): void {
  const { criteria, stages, experts } = derivation;
  const keys = stages?.map(({ key }) => key) ?? [];
  expect(
    criteria.every(({ stage }) => (stages ? stage !== undefined && keys.includes(stage) : stage === undefined)),
    'stages',
  );
  if (!stages) return;
  expect(compare(sum(stages.map(({ weight }) => parseDecimal(weight) ?? zero)), rational(100)) === 0, 'stages.*.weight');
  expect(
    stages
      .flatMap(({ experts: own }) => own)
      .toSorted()
      .join() === experts.toSorted().join(),
    'stages.*.experts',
  );
  const outside = new Set(derivation.beside?.groups.flatMap(({ leaves }) => leaves));
  for (const [at, stage] of stages.entries()) {
    const own = criteria.flatMap((criterion, index) =>
      criterion.stage === stage.key && !outside.has(criterion.criterionId) ? [{ criterion, adds: weighted[index] ?? zero }] : [],
    );
    const most = sum(own.map(({ criterion }) => multiply(parseDecimal(criterion.weight) ?? zero, rational(criterion.max100, 100))));
    const figure = sum(own.map(({ adds }) => adds));
    const trim = rules.stages?.[stage.key] ?? panelRuleFor(rules, stage.panelSize).trim;
    expect(stage.dropEachEnd === dropEachEnd(trim), `stages.${at}.dropEachEnd`);
    expect(isWritten(stage.maximum, most) && most.num > 0n, `stages.${at}.maximum`);
    expect(isWritten(stage.figure, figure), `stages.${at}.figure`);
    expect(isWritten(stage.weighted, multiply(figure, factorOf({ stage: stage.key }, derivation))), `stages.${at}.weighted`);
    // whoever judges another stage gave nothing here
    expect(
      criteria.every(
        (criterion) =>
          criterion.stage !== stage.key ||
          criterion.points100.every((points, column) => points === null || stage.experts.includes(experts[column] ?? '')),
      ),
      `stages.${at}.points100`,
    );
  }
}

/** The sum of the criteria, with what is added and taken off beside the hundred. */
function besideTotal(derivation: DerivationData, weighted: readonly Rational[], expect: Expect): Rational {
  const outside = new Set(derivation.beside?.groups.flatMap(({ leaves }) => leaves));
  const counting = derivation.criteria.map((criterion, at) => {
    const adds = weighted[at] ?? zero;
    return outside.has(criterion.criterionId) ? adds : multiply(adds, factorOf(criterion, derivation));
  });
  const beside = besideIn(derivation);
  if (!beside) return sum(counting);
  const combined = combine(beside, counting);
  expect(isWritten(derivation.beside?.within ?? '', combined.within), 'beside.within');
  for (const [at, { sum: all, counted }] of combined.groups.entries()) {
    const group = derivation.beside?.groups[at];
    expect(isWritten(group?.sum ?? '', all) && isWritten(group?.counted ?? '', counted), `beside.groups.${at}`);
  }
  return combined.total;
}

type Sheets = NonNullable<DerivationData['sheets']>;

function sheetMean(derivation: DerivationData, sheets: Sheets, counts: (at: number) => boolean, expect: Expect): Rational {
  const totals = derivation.experts.map((_, at) => sheetPoints(derivation, at));
  for (const [at, total] of totals.entries()) expect(isWritten(sheets.totals[at] ?? '', total), `sheets.totals.${at}`);
  // whole numbers in ten-thousandths keep the order and the ties
  const scaled = totals.map((total) => Number(roundHalfUp(multiply(total, rational(10_000)), 0).num));
  const marks = trimmed(
    scaled,
    scaled.map((value, at) => (counts(at) ? value : null)),
    derivation.dropEachEnd,
  );
  expect(marks !== null && sameMarks(sheets.marks, marks, scaled), 'sheets.marks');
  const kept = totals.filter((_, at) => sheets.marks[at] === 'kept');
  expect(sheets.keptCount === kept.length && isWritten(sheets.keptSum, sum(kept)), 'sheets.keptSum');
  return kept.length === 0 ? zero : multiply(sum(kept), rational(1, kept.length));
}

/** Marks of all columns, from those that count; null where too few do. */
function trimmed(all: readonly (number | null)[], counting: readonly (number | null)[], each: number): Mark[] | null {
  const present = counting.filter((points): points is number => points !== null);
  if (present.length < fewest(each)) return null;
  const marks = markTrimmed(present, each) ?? [];
  let next = 0;
  return all.map((points, at) => (points === null ? 'absent' : counting[at] === null ? 'expert' : (marks[next++] ?? 'absent')));
}

function sameMarks(given: readonly Mark[], found: readonly Mark[], points: readonly (number | null)[]): boolean {
  return given.length === points.length && given.every((mark, at) => (points[at] === null ? mark === 'absent' : mark === found[at]));
}

/** Is `text` this value, in full or to the eight places to which endless decimals are written? */
export function isWritten(text: string, value: Rational): boolean {
  const written = parseDecimal(text);
  return written !== null && (compare(written, value) === 0 || text === toDecimal(value, 8));
}

/** Ranks and totals of the list, by running the tally on the attached sheets. */
function rerank(data: RankedList, rules: TallyRules): string[] {
  const rows = data.types.flatMap(({ type, rows: own }) => own.map((row) => ({ ...row, type })));
  const byId = new Map(data.derivations.map((derivation) => [derivation.applicationId, derivation]));
  const scored = rows.filter(({ applicationId }) => byId.has(applicationId));
  const wrong = rows
    .filter(({ applicationId, total, rank }) => !byId.has(applicationId) && (total !== null || rank !== null))
    .map(({ applicationId }) => `rows.${applicationId}`);
  if (scored.length === 0) return wrong;
  if (data.rubric === null) return [...wrong, 'rubric'];
  const result = tally({
    rubric: completeRubric(data.rubric),
    rules,
    applications: scored.map(({ applicationId, parkName, type, priority }) => ({ id: applicationId, parkName, type, priority })),
    sheets: scored.flatMap(({ applicationId }) => sheetsOf(byId.get(applicationId))),
  });
  const ranked = new Map(result.ranking.map((park) => [park.applicationId, park]));
  const differing = scored.filter((row) => {
    const park = ranked.get(row.applicationId);
    return park === undefined || park.total !== row.total || park.rankInType !== row.rank || park.tiedInType !== row.tied;
  });
  return [...wrong, ...differing.map(({ applicationId }) => `rows.${applicationId}`)];
}

function sheetsOf(derivation: DerivationData | undefined): TallySheet[] {
  if (!derivation) return [];
  return derivation.experts.map((personId, at) => ({
    personId,
    applicationId: derivation.applicationId,
    visitor: derivation.visitors?.includes(personId),
    stage: derivation.stages?.find(({ experts }) => experts.includes(personId))?.key,
    scores: Object.fromEntries(
      derivation.criteria.flatMap(({ criterionId, points100 }) =>
        typeof points100[at] === 'number' ? [[criterionId, points100[at]]] : [],
      ),
    ),
  }));
}
