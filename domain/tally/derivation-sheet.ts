/**
 * The derivation as a worksheet with live formulas: whoever opens it in an office program sees every raw score and can
 * change one. Rows and columns are given as cells; writing the file is left to the caller.
 */
import { compare, rational, toNumber } from '../numbers/rational.ts';
import type { Translate } from '../text.ts';
import {
  besideIn,
  dropOf,
  factorOf,
  type CriterionDerivation,
  type Mark,
  type ParkDerivation,
  type StageDerivation,
} from './derivation.ts';
import type { TallyRules } from './rules.ts';

export interface DerivationNames {
  readonly criterion: (criterionId: string) => string;
  readonly stage: (key: string) => string;
  readonly expert: (personId: string) => string;
}

/** A formula without its "=", in the English of the file format, with the value it has now. */
export type SheetCell = string | number | null | { readonly formula: string; readonly result: number };

export interface DerivationSheet {
  readonly head: readonly string[];
  /** first data row is row 2 of the sheet */
  readonly rows: readonly { readonly kind: 'criterion' | 'sheets' | 'stage' | 'total'; readonly cells: readonly SheetCell[] }[];
  /** by application: the cell that holds its total, such as "L14" */
  readonly totals: ReadonlyMap<string, string>;
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** Columns before the experts: park, criterion, weight. */
const before = 3;

/** SUM and COUNT of a range without its k highest and k lowest; texts and empty cells do not count. */
function trimmed(range: string, k: number): { sum: string; count: string } {
  const ends = Array.from({ length: k }, (_, index) => `-LARGE(${range},${index + 1})-SMALL(${range},${index + 1})`);
  return { sum: `SUM(${range})${ends.join('')}`, count: k === 0 ? `COUNT(${range})` : `COUNT(${range})-${2 * k}` };
}

/** The sum over those criteria that fit, as a formula of runs of neighbouring rows; the first criterion stands in row `first`. */
function sumRuns(fits: readonly boolean[], first: number, sumOver: (from: number, to: number) => string): string {
  const runs: { from: number; to: number }[] = [];
  for (const [leaf, fit] of fits.entries()) {
    if (!fit) continue;
    const run = runs.at(-1);
    if (run && run.to === first + leaf - 1) run.to += 1;
    else runs.push({ from: first + leaf, to: first + leaf });
  }
  return runs.length === 0 ? '0' : runs.map(({ from, to }) => sumOver(from, to)).join('+');
}

/**
 * What the criteria of a park come to, as a formula: the sum of those within the hundred, or what `within` gives in its place, and each
 * group beside it capped, within the bounds. `sumOver` sums neighbouring rows; the first criterion stands in row `first`.
 */
function besideFormula(
  park: ParkDerivation,
  first: number,
  sumOver: (from: number, to: number) => string,
  within: string | null = null,
): string {
  const beside = besideIn(park);
  const last = first + park.criteria.length - 1;
  if (!beside) return within ?? sumOver(first, last);
  const sumOfGroup = (group: number): string =>
    sumRuns(
      beside.groupOf.map((of) => of === group),
      first,
      sumOver,
    );
  const groups = beside.groups.map(
    ({ counts, cap100 }, group) => `${counts === 'bonus' ? '+' : '-'}MIN(${cap100 / 100},${sumOfGroup(group)})`,
  );
  const free = `${within ?? sumOfGroup(-1)}${groups.join('')}`;
  const below = beside.ceiling100 === null ? free : `MIN(${beside.ceiling100 / 100},${free})`;
  return `MAX(${beside.floor100 / 100},${below})`;
}

interface Layout {
  readonly experts: readonly string[];
  readonly rules: TallyRules;
  readonly names: DerivationNames;
  readonly translate: Translate;
  /** places after the point that the weights have */
  readonly weightPlaces: number;
}

/** One cell per expert of the round: a number that counts, a text for what was left out with its expert, empty where absent. */
function expertCells(
  park: ParkDerivation,
  { experts, translate }: Layout,
  read: (column: number) => { value: SheetCell; mark: Mark },
): SheetCell[] {
  return experts.map((personId) => {
    const column = park.experts.indexOf(personId);
    if (column < 0) return null;
    const { value, mark } = read(column);
    if (mark !== 'expert' || value === null) return value;
    const shown = typeof value === 'object' ? value.result : value;
    return translate('tally.line.marked', { value: shown, mark: translate('tally.mark.expert') });
  });
}

function criterionRow(park: ParkDerivation, line: CriterionDerivation, row: number, layout: Layout): SheetCell[] {
  const { experts, rules, names } = layout;
  const { digits, stage } = rules.rounding;
  const at = (column: number): string => `${columnName(column)}${row}`;
  const cells = expertCells(park, layout, (column) => {
    const hundredths = line.points100[column] ?? null;
    return { value: hundredths === null ? null : hundredths / 100, mark: line.marks[column] ?? 'absent' };
  });
  const start: SheetCell[] = [park.parkName, names.criterion(line.criterionId), Number(line.weight), ...cells];
  if (park.sheets) return [...start, null, null, null, null];
  const end = before + experts.length;
  const { sum, count } = trimmed(`${at(before)}:${at(end - 1)}`, dropOf(line, park));
  const mean = `${at(end)}/${at(end + 1)}`;
  return [
    ...start,
    { formula: sum, result: line.keptSum100 / 100 },
    { formula: count, result: line.keptCount },
    {
      formula: stage === 'criterion' ? `ROUND(${mean},${digits})` : mean,
      result: line.rounded === null ? toNumber(rational(line.keptSum100, 100 * line.keptCount)) : Number(line.rounded),
    },
    { formula: `${at(2)}*${at(end + 2)}`, result: Number(line.weighted) },
  ];
}

function sheetsRow(park: ParkDerivation, sheets: NonNullable<ParkDerivation['sheets']>, row: number, layout: Layout): SheetCell[] {
  const end = before + layout.experts.length;
  const first = row - park.criteria.length;
  const cells = expertCells(park, layout, (column) => {
    const letter = columnName(before + layout.experts.indexOf(park.experts[column] ?? ''));
    const formula = besideFormula(park, first, (from, to) => `SUMPRODUCT($C${from}:$C${to},${letter}${from}:${letter}${to})`);
    return { value: { formula, result: Number(sheets.totals[column]) }, mark: sheets.marks[column] ?? 'absent' };
  });
  const { sum, count } = trimmed(`${columnName(before)}${row}:${columnName(end - 1)}${row}`, park.dropEachEnd);
  const mean = `${columnName(end)}${row}/${columnName(end + 1)}${row}`;
  return [
    park.parkName,
    layout.translate('tally.sheet.sheets'),
    null,
    ...cells,
    { formula: sum, result: Number(sheets.keptSum) },
    { formula: count, result: sheets.keptCount },
    { formula: mean, result: Number(sheets.mean) },
    null,
  ];
}

/** A stage: what its criteria come to, its full marks, and what of it counts. */
function stageRow(
  park: ParkDerivation,
  stage: StageDerivation,
  first: number,
  { experts, names, translate }: Layout,
  row: number,
): SheetCell[] {
  const end = before + experts.length;
  const groupOf = besideIn(park)?.groupOf;
  const own = park.criteria.map((criterion, leaf) => criterion.stage === stage.key && (groupOf?.[leaf] ?? -1) < 0);
  const letter = columnName(end + 3);
  return [
    park.parkName,
    translate('tally.sheet.stage', { stage: names.stage(stage.key), maximum: stage.maximum, weight: stage.weight }),
    Number(stage.weight),
    ...experts.map((): SheetCell => null),
    { formula: sumRuns(own, first, (from, to) => `SUM(${letter}${from}:${letter}${to})`), result: Number(stage.figure) },
    Number(stage.maximum),
    null,
    { formula: `${columnName(end)}${row}/${columnName(end + 1)}${row}*$C${row}`, result: Number(stage.weighted) },
  ];
}

function totalRow(park: ParkDerivation, row: number, { experts, rules, weightPlaces, translate }: Layout): SheetCell[] {
  const end = before + experts.length;
  const { digits, stage } = rules.rounding;
  const stages = park.stages?.length ?? 0;
  const letter = columnName(end + 3);
  const sumOver = (from: number, to: number): string => `SUM(${letter}${from}:${letter}${to})`;
  const sum = park.sheets
    ? `${columnName(end + 2)}${row - 1}`
    : besideFormula(park, row - stages - park.criteria.length, sumOver, stages === 0 ? null : sumOver(row - stages, row - 1));
  const rescaled = park.criteria.some((criterion) => compare(factorOf(criterion, park), rational(1)) !== 0);
  // rounding each criterion leaves a decimal that ends: this ROUND only takes off the noise of the office program
  const places = stage === 'total' || rescaled ? digits : Math.max(digits + weightPlaces, park.beside ? 2 : 0);
  const empty = experts.map((): SheetCell => null);
  return [
    park.parkName,
    translate('tally.sheet.total'),
    null,
    ...empty,
    null,
    null,
    null,
    { formula: `ROUND(${sum},${places})`, result: Number(park.total) },
  ];
}

/** The worksheet of a tally: per park its criteria, its sheet totals where the rules trim those, and its total. */
export function derivationSheet(
  derivation: readonly ParkDerivation[],
  rules: TallyRules,
  names: DerivationNames,
  translate: Translate,
): DerivationSheet {
  const experts = [...new Set(derivation.flatMap((park) => park.experts))].sort();
  const weightPlaces = Math.max(
    0,
    ...derivation.flatMap(({ criteria }) => criteria.map(({ weight }) => weight.split('.')[1]?.length ?? 0)),
  );
  const layout: Layout = { experts, rules, names, translate, weightPlaces };
  const rows: { kind: 'criterion' | 'sheets' | 'stage' | 'total'; cells: SheetCell[] }[] = [];
  const totals = new Map<string, string>();
  const next = (): number => rows.length + 2;
  for (const park of derivation) {
    for (const line of park.criteria) rows.push({ kind: 'criterion', cells: criterionRow(park, line, next(), layout) });
    if (park.sheets) rows.push({ kind: 'sheets', cells: sheetsRow(park, park.sheets, next(), layout) });
    const first = next() - park.criteria.length;
    for (const stage of park.stages ?? []) rows.push({ kind: 'stage', cells: stageRow(park, stage, first, layout, next()) });
    totals.set(park.applicationId, `${columnName(before + experts.length + 3)}${next()}`);
    rows.push({ kind: 'total', cells: totalRow(park, next(), layout) });
  }
  const own = ['park', 'criterion', 'weight'].map((key) => translate(`tally.sheet.${key}`));
  const after = ['sum', 'count', 'mean', 'weighted'].map((key) => translate(`tally.sheet.${key}`));
  return { head: [...own, ...experts.map(names.expert), ...after], rows, totals };
}
