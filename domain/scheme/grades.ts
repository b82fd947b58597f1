/** 考核评估：档次、动态调整对象和整改期限. */
import { compare, rational } from '../rational.ts';
import type { Rational } from '../rational.ts';
import { refuse } from '../result.ts';
import { addMonths, parseDate } from './dates.ts';
import type { Scheme } from './scheme.ts';

export type Grade = Scheme['results']['grades'][number];

/** The grade of a total (points): the highest whose cut-off it reaches. Null where no grade reaches down to it. */
export function gradeOf(grades: readonly Grade[], total: Rational): Grade | null {
  const reached = grades.filter((grade) => compare(total, rational(grade.from100, 100)) >= 0);
  return reached.reduce<Grade | null>((best, grade) => (best && best.from100 >= grade.from100 ? best : grade), null);
}

/** Why grades cannot be used: a repeated cut-off or name, or none at 0 points; null when they can. */
export function gradesProblem(grades: readonly Grade[]): 'repeated' | 'order' | 'bottom' | null {
  if (grades.length === 0) return null;
  if (new Set(grades.map((grade) => grade.id)).size < grades.length) return 'repeated';
  if (grades.some((grade, index) => index > 0 && grade.from100 >= (grades[index - 1]?.from100 ?? 0))) return 'order';
  return grades.at(-1)?.from100 === 0 ? null : 'bottom';
}

/**
 * The last day of rectification, `YYYY-MM-DD`: `months` after the day of the notice, which is not counted
 * itself (民法典 第二百零一、二百零二条). Refuses `call/bad-payload` for a day that is no date.
 */
export function rectificationEnds(noticeOn: string, months: number): string {
  const from = parseDate(noticeOn);
  if (!from || from.day === null) return refuse('call/bad-payload', { date: noticeOn });
  return addMonths({ ...from, day: from.day }, months);
}

export interface Graded {
  readonly applicationId: string;
  readonly grade: Grade | null;
  /** 动态调整对象: put right by this day, or lose the title */
  readonly rectifyUntil: string | null;
  /** a veto condition failed: the title is revoked whatever the score */
  readonly vetoed: boolean;
}

/**
 * Grades of an assessment round and the 动态调整对象 with the end of their 整改. `grades` are the round's
 * cut-offs, which may differ from the scheme's.
 */
export function gradeAll(
  scheme: Scheme,
  grades: readonly Grade[],
  results: readonly { readonly applicationId: string; readonly total: Rational; readonly vetoed: boolean }[],
  noticeOn: string,
): Graded[] {
  const months = scheme.results.rectificationMonths;
  return results.map(({ applicationId, total, vetoed }) => {
    const grade = gradeOf(grades, total);
    const rectifies = !vetoed && grade?.rectify === true && months !== undefined;
    return { applicationId, grade, rectifyUntil: rectifies ? rectificationEnds(noticeOn, months) : null, vetoed };
  });
}
