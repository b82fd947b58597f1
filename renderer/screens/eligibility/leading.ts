/** Which condition leads: what failed, then what people have still to decide, then the figures, so that what matters stands beside the parks. */
import type { TFunction } from 'i18next';
import { sheetOf, type SheetCell, type SheetColumn, type SheetContent } from '../../ui/tables/sheet.ts';
import type { VerdictName } from '../../ui/words.ts';
import type { Order } from './filters.tsx';
import type { MatrixCondition, MatrixPark } from './matrix-types.ts';

type Parks = readonly Pick<MatrixPark, 'cells'>[];

function countOf(parks: Parks, at: number, verdict: VerdictName): number {
  return parks.filter(({ cells }) => cells[at]?.verdict === verdict).length;
}

const figure = /^(-?\d+(?:\.\d+)?)\s+(\S.*)$/;

/** Whether any park has a value in it: a column without stands for a judgement alone, and needs no more room than its mark. */
export function hasValues(parks: Parks, { at }: Pick<MatrixCondition, 'at'>): boolean {
  return parks.some(({ cells }) => cells[at]?.value !== undefined);
}

/** The unit in which every value of a condition is given; null where one is no figure, or another unit. */
function unitOf(parks: Parks, at: number): string | null {
  const values = parks.flatMap(({ cells }) => cells[at]?.value ?? []);
  const units = new Set(values.map((value) => figure.exec(value)?.[2] ?? null));
  return units.size === 1 ? ([...units][0] ?? null) : null;
}

/** 0: fails somewhere; 1: waits for a judgement; 2: cannot be told, or is waived only; 3: a figure; 4: the rest. */
function rankOf(parks: Parks, { at }: MatrixCondition): number {
  if (countOf(parks, at, 'notMet') > 0) return 0;
  if (countOf(parks, at, 'judgement') > 0) return 1;
  if (countOf(parks, at, 'missing') + countOf(parks, at, 'relaxable') > 0) return 2;
  return unitOf(parks, at) === null ? 4 : 3;
}

/** By article as they are given; or what failed most first, of equals as the articles have them. */
export function inOrder(conditions: readonly MatrixCondition[], parks: Parks, order: Order): MatrixCondition[] {
  if (order === 'articles') return [...conditions];
  return conditions.toSorted(
    (one, other) =>
      rankOf(parks, one) - rankOf(parks, other) ||
      countOf(parks, other.at, 'notMet') - countOf(parks, one.at, 'notMet') ||
      one.at - other.at,
  );
}

/** The matrix as a sheet: verdicts in words, and beside them the values, as figures where all of a condition are in one unit. */
export function matrixSheet(
  title: string,
  parks: readonly MatrixPark[],
  conditions: readonly MatrixCondition[],
  t: TFunction,
): SheetContent {
  const word = (verdict: VerdictName | undefined): SheetCell => (verdict === undefined ? null : t(`common.verdict.${verdict}`));
  const columns = conditions.flatMap((condition): SheetColumn<MatrixPark>[] => {
    const { at, label, article } = condition;
    const verdict = { head: `${label}（${article}）`, cell: ({ cells }: MatrixPark) => word(cells[at]?.verdict) };
    if (!hasValues(parks, condition)) return [verdict];
    const unit = unitOf(parks, at);
    const value = {
      head: unit === null ? t('eligibility.sheet.value', { label }) : t('eligibility.sheet.valueIn', { label, unit }),
      cell({ cells }: MatrixPark): SheetCell {
        const said = cells[at]?.value;
        if (said === undefined) return null;
        return unit === null ? said : { figure: figure.exec(said)?.[1] ?? '' };
      },
    };
    return [verdict, value];
  });
  return sheetOf(
    title,
    [
      { head: t('applications.list.park'), cell: ({ parkName }) => parkName },
      { head: t('applications.list.overall'), cell: ({ overall }) => word(overall) },
      ...columns,
    ],
    parks,
  );
}
