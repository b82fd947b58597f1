/** 考核评估: the grades of a round, and what each does to the title of its park. */
import { formatPoints } from '../../../domain/numbers/points.ts';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { parseDecimal } from '../../../domain/numbers/rational.ts';
import { gradeAll, type Graded } from '../../../domain/scheme/grades.ts';
import { conditionLabel } from '../../../domain/eligibility/wording.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { workingDays } from '../rounds/calendar.ts';
import { gateOf } from '../applications/round-evaluations.ts';
import { gradesOf, schemeOf, settingsOf } from '../session/lookups.ts';
import type { RoundTally } from './round-tally.ts';
import { pick } from '../../../domain/pick.ts';

interface Asking {
  /** the day of the notice where the round has set none */
  readonly today: string;
  readonly language: Language;
  readonly t: Translate;
}

/** The ground of a title that is lost: the clause, and for a veto the conditions that failed. */
export function groundOf({ clause }: Graded, failed: readonly string[], t: Translate): string {
  const words = clause ? t('titles.clause', { article: clause.article, text: clause.text }) : '';
  return failed.length === 0 ? words : t('titles.failed', { clause: words, conditions: failed.join(t('tally.line.separator')) });
}

export interface RoundGrade extends Graded {
  readonly parkName: string;
  readonly total: string | null;
  /** null unless the title is lost */
  readonly ground: string | null;
}

/** The grades of all parks of an assessment round, those without a score too; null for other rounds. */
export function gradeRound(
  store: ReadStore,
  { round, applications, evaluations, result }: RoundTally,
  { today, language, t }: Asking,
): RoundGrade[] | null {
  const scheme = schemeOf(store, round);
  const grades = gradesOf(store, round);
  if (scheme.kind !== 'assessment' || grades.length === 0) return null;
  const { noticeOn = today, followUpOf } = settingsOf(round);
  const totals = new Map(result.ranking.map(({ applicationId, total }) => [applicationId, total]));
  const parks = applications.map(({ id, parkName }) => {
    const evaluation = evaluations.get(id);
    const total = totals.get(id) ?? null;
    const failed = (evaluation?.conditions ?? [])
      .filter(({ kind, verdict }) => kind === 'veto' && verdict === 'notMet')
      .map((condition) => conditionLabel(condition, language, t));
    return { applicationId: id, parkName, total, failed, vetoed: evaluation ? gateOf(evaluation).vetoed : false };
  });
  const graded = gradeAll(
    scheme,
    grades,
    parks.map(({ applicationId, total, vetoed }) => ({ applicationId, total: total === null ? null : parseDecimal(total), vetoed })),
    { noticeOn, isWorkingDay: workingDays(store), followUp: followUpOf !== undefined },
  );
  return graded.map((one, at) => {
    const { parkName = '', total = null, failed = [] } = parks[at] ?? {};
    return { ...one, parkName, total, ground: one.consequence === 'revoked' ? groundOf(one, failed, t) : null };
  });
}

function textOf({ consequence, rectifyUntil, ground }: RoundGrade, followUp: boolean, t: Translate): string {
  if (consequence === null) return t('titles.consequence.open');
  if (consequence === 'keeps') return t(followUp ? 'titles.consequence.restored' : 'titles.consequence.keeps');
  if (consequence === 'revoked') return t('titles.consequence.revoked', { ground: ground ?? '' });
  return rectifyUntil === null ? t('titles.consequence.rectifyOpen') : t('titles.consequence.rectify', { until: rectifyUntil });
}

/** The same, as the contract shows it: ranked parks first, then those without a score. */
export function gradingOf(store: ReadStore, run: RoundTally, asking: Asking): TallyAnswer['grading'] {
  const found = gradeRound(store, run, asking);
  if (!found) return null;
  const { noticeOn = asking.today, followUpOf } = settingsOf(run.round);
  const before = followUpOf === undefined ? undefined : getRound(store, followUpOf);
  const order = new Map(run.result.ranking.map(({ applicationId }, at) => [applicationId, at]));
  const place = (applicationId: string) => order.get(applicationId) ?? order.size;
  return {
    noticeOn,
    grades: gradesOf(store, run.round).map(({ id, label, from100, rectify }) => ({
      id,
      label: localText(label, asking.language),
      from: formatPoints(from100),
      rectify,
    })),
    followUpOf: before ? { roundId: before.id, name: before.name } : null,
    parks: found
      .toSorted((a, b) => place(a.applicationId) - place(b.applicationId))
      .map((one) => ({
        ...pick(one, 'applicationId', 'parkName', 'total', 'consequence', 'rectifyUntil', 'vetoed'),
        grade: one.grade?.id ?? null,
        label: one.grade ? localText(one.grade.label, asking.language) : null,
        text: textOf(one, followUpOf !== undefined, asking.t),
      })),
  };
}
