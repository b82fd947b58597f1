/** 考核评估：档次、动态调整对象和整改期限. */
import { compare, rational, type Rational } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import { dateOf, dayNumber, weekday } from '../numbers/days.ts';
import type { IsWorkingDay } from '../shortlist/publicity.ts';
import { addMonths, parseDate } from '../condition/dates.ts';
import type { Revocation, Scheme } from './scheme.ts';

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
 * The last day of rectification, `YYYY-MM-DD`: `months` after the day of the notice, which is not counted itself (民法典 第二百零一、
 * 二百零二条); where that is a day off, the next day that is worked (第二百零三条), by the weekday alone in years whose arrangements
 * nobody knows yet. Refuses `call/bad-payload` for a day that is no date.
 */
export function rectificationEnds(noticeOn: string, months: number, isWorkingDay: IsWorkingDay = () => null): string {
  const from = parseDate(noticeOn);
  if (!from || from.day === null) return refuse('call/bad-payload', { date: noticeOn });
  let day = dayNumber(addMonths({ ...from, day: from.day }, months));
  while (!(isWorkingDay(dateOf(day)) ?? weekday(day) <= 5)) day += 1;
  return dateOf(day);
}

/** What an assessment does to a title. */
export type Consequence = 'keeps' | 'rectify' | 'revoked';

export interface Graded {
  readonly applicationId: string;
  readonly grade: Grade | null;
  /** null where there is no grade yet, and no veto */
  readonly consequence: Consequence | null;
  /** 动态调整对象: put right by this day, or lose the title; null where the rule book sets no time */
  readonly rectifyUntil: string | null;
  /** the clause that ends the title */
  readonly clause: Revocation | null;
  /** a veto condition failed: the title is revoked whatever the score */
  readonly vetoed: boolean;
}

export interface GradingTerms {
  /** the day from which 整改 is counted */
  readonly noticeOn: string;
  readonly isWorkingDay?: IsWorkingDay | undefined;
  /** 复核: the parks had their 整改 already, so that the lowest grade ends the title */
  readonly followUp?: boolean | undefined;
}

/**
 * Grades of an assessment round, the 动态调整对象 with the end of their 整改 and the titles that are lost. `grades` are the
 * round's cut-offs, which may differ from the scheme's; `total` is null where a park has no score.
 */
export function gradeAll(
  scheme: Scheme,
  grades: readonly Grade[],
  results: readonly { readonly applicationId: string; readonly total: Rational | null; readonly vetoed: boolean }[],
  { noticeOn, isWorkingDay, followUp = false }: GradingTerms,
): Graded[] {
  const months = scheme.results.rectificationMonths;
  const clauseOf = (cause: Revocation['cause']) => scheme.results.revocation.find((one) => one.cause === cause) ?? null;
  return results.map(({ applicationId, total, vetoed }): Graded => {
    const grade = total && gradeOf(grades, total);
    const failed = grade?.rectify === true;
    const consequence = vetoed || (failed && followUp) ? 'revoked' : failed ? 'rectify' : grade ? 'keeps' : null;
    return {
      applicationId,
      grade,
      consequence,
      rectifyUntil: consequence === 'rectify' && months !== undefined ? rectificationEnds(noticeOn, months, isWorkingDay) : null,
      clause: consequence === 'revoked' ? clauseOf(vetoed ? 'veto' : 'afterRectification') : null,
      vetoed,
    };
  });
}
