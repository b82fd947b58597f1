/** The rubric as a table for an office program, and back: one row a criterion, in reading order. */
import { formatPoints } from '../numbers/points.ts';
import { multiply, rational, toRational } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import type { Translate } from '../text.ts';
import { allCriteria } from './leaves.ts';
import { countings, kindNames, visitorRules, type Criterion, type Rubric, type WrittenCriterion, type WrittenRubric } from './model.ts';

const columns = [
  'id',
  'parent',
  'name',
  'nameEn',
  'max',
  'step',
  'weight',
  'kind',
  'commentBelow',
  'article',
  'anchors',
  'counts',
  'visitors',
  'types',
  'stage',
] as const;
type Column = (typeof columns)[number];

/** Head and rows; a branch shows the sum of what is below it. Formulas over fields are not in the table: they stay with their criterion. */
export function rubricRows(rubric: Rubric, t: Translate): { head: string[]; rows: (string | number | null)[][] } {
  const walk = (criteria: readonly Criterion[], parent: string | null): (string | number | null)[][] =>
    criteria.flatMap((criterion) => [rowOf(criterion, parent, t), ...walk(criterion.children ?? [], criterion.id)]);
  return { head: columns.map((column) => t(`rubric.column.${column}`)), rows: walk(rubric.criteria, null) };
}

function rowOf(
  { id, name, counts, max100, step100, weight, kind, commentBelow, article, anchors, visitors, types, stage, children }: Criterion,
  parent: string | null,
  t: Translate,
): (string | number | null)[] {
  const leaf = !children?.length;
  return [
    id,
    parent,
    name.zh,
    name.en ?? null,
    max100 / 100,
    leaf && step100 !== undefined ? step100 / 100 : null,
    weight ?? null,
    leaf && kind ? t(`rubric.kind.${kind}`) : null,
    leaf && commentBelow !== undefined ? commentBelow : null,
    article ?? null,
    anchors?.map((anchor) => t('rubric.anchorLine', { points: formatPoints(anchor.points100), text: anchor.text.zh })).join('\n') ?? null,
    parent === null && counts ? t(`rubric.counts.${counts}`) : null,
    leaf && visitors ? t(`rubric.visitors.cell.${visitors}`) : null,
    types?.join('、') ?? null,
    (parent === null && stage) || null,
  ];
}

/**
 * Reads the table back. Columns are found by their heads in any of the languages given; whatever the table has no column for
 * (formulas, English of the anchors) is kept from the criterion of the same id in `before`.
 * @throws `rubric/sheet-unreadable` {row, column, value}, rows counted from 1 with the head
 */
export function readRubricRows(
  grid: readonly (readonly string[])[],
  before: Rubric | null,
  languages: readonly Translate[],
): WrittenRubric {
  const place = new Map<Column, number>();
  for (const [index, text] of (grid[0] ?? []).entries()) {
    const column = columns.find((one) => languages.some((t) => t(`rubric.column.${one}`) === text.trim()));
    if (column && !place.has(column)) place.set(column, index);
  }
  const [first] = languages;
  const label = (column: Column): string => first?.(`rubric.column.${column}`) ?? column;
  for (const column of ['id', 'name', 'max'] as const)
    if (!place.has(column)) refuse('rubric/sheet-unreadable', { row: 1, column: label(column), value: '' });

  const known = new Map(allCriteria(before?.criteria ?? []).map((criterion) => [criterion.id, criterion]));

  const top: WrittenCriterion[] = [];
  const made = new Map<string, WrittenCriterion>();
  for (const [index, cells] of grid.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === '')) continue;
    const row = index + 1;
    const text = (column: Column): string => (cells[place.get(column) ?? -1] ?? '').trim();
    // figures and ids may be typed in full width; words stay as they are
    const read = (column: Column): string => text(column).normalize('NFKC');
    const wrong = (column: Column): never => refuse('rubric/sheet-unreadable', { row, column: label(column), value: text(column) });
    const criterion = readRow({ text, read, wrong, has: (column) => place.has(column) }, known.get(read('id')), languages);
    if (made.has(criterion.id)) wrong('id');
    made.set(criterion.id, criterion);
    const parent = read('parent');
    if (parent === '') top.push(criterion);
    else {
      const above = made.get(parent) ?? wrong('parent');
      above.children = [...(above.children ?? []), criterion];
    }
  }
  return { ...before, criteria: top };
}

interface Row {
  readonly text: (column: Column) => string;
  readonly read: (column: Column) => string;
  readonly wrong: (column: Column) => never;
  /** whether the table has the column at all */
  readonly has: (column: Column) => boolean;
}

function readRow({ text, read, wrong, has }: Row, before: Criterion | undefined, languages: readonly Translate[]): WrittenCriterion {
  const id = read('id') || wrong('id');
  const name = text('name') || wrong('name');
  const hundredths = (column: Column): number => {
    const value = toRational(read(column));
    const scaled = value && multiply(value, rational(100));
    return scaled && scaled.den === 1n && scaled.num > 0n ? Number(scaled.num) : wrong(column);
  };
  const kind =
    read('kind') === ''
      ? undefined
      : (kindNames.find((one) => languages.some((t) => t(`rubric.kind.${one}`) === text('kind'))) ?? wrong('kind'));
  const counts = !has('counts')
    ? read('parent') === ''
      ? before?.counts
      : undefined
    : read('counts') === ''
      ? undefined
      : (countings.find((one) => languages.some((t) => t(`rubric.counts.${one}`) === text('counts'))) ?? wrong('counts'));
  const visitors = !has('visitors')
    ? before?.visitors
    : read('visitors') === ''
      ? undefined
      : (visitorRules.find((one) => languages.some((t) => t(`rubric.visitors.cell.${one}`) === text('visitors'))) ?? wrong('visitors'));
  const types = has('types')
    ? text('types')
        .split(/[、，,;；]/)
        .map((type) => type.trim())
        .filter((type) => type !== '')
    : (before?.types ?? []);
  const stage = has('stage') ? read('stage') || undefined : read('parent') === '' ? before?.stage : undefined;
  const commentBelow = read('commentBelow') === '' ? undefined : Number(read('commentBelow').replace(/%$/, ''));
  if (commentBelow !== undefined && !(commentBelow >= 0 && commentBelow <= 100)) wrong('commentBelow');
  const anchors = read('anchors') === '' ? undefined : readAnchors(text('anchors'), before, () => wrong('anchors'));
  return {
    id,
    name: { zh: name, ...(read('nameEn') !== '' && { en: text('nameEn') }) },
    max100: hundredths('max'),
    ...(read('step') !== '' && { step100: hundredths('step') }),
    ...(read('weight') !== '' && { weight: read('weight') }),
    ...(counts && { counts }),
    ...(visitors && { visitors }),
    ...(stage !== undefined && { stage }),
    ...(types.length > 0 && { types }),
    ...(kind && { kind }),
    ...(anchors && { anchors }),
    ...(commentBelow !== undefined && { commentBelow }),
    ...(read('article') !== '' && { article: text('article') }),
    ...(before?.formula && { formula: before.formula }),
  };
}

/** "10：全部达到" a line. */
function readAnchors(text: string, before: Criterion | undefined, wrong: () => never): NonNullable<WrittenCriterion['anchors']> {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, figure = '', words = ''] = /^\s*(\d+(?:\.\d+)?)\s*[:：=]\s*(.+?)\s*$/.exec(line) ?? wrong();
      const value = toRational(figure);
      const scaled = value && multiply(value, rational(100));
      if (!scaled || scaled.den !== 1n) return wrong();
      const points100 = Number(scaled.num);
      const same = before?.anchors?.find((anchor) => anchor.points100 === points100 && anchor.text.zh === words);
      return { points100, text: same?.text ?? { zh: words } };
    });
}
