/** 考核评估结果的通报: the parks by grade, what that means for their titles, and by when they put things right. */
import { refuse } from '../../../../domain/result.ts';
import type { NoticeData } from '../../../../domain/report/documents/notice.ts';
import { formatBasis, formatDate } from '../../../../domain/report/phrases.ts';
import { wordsOfSubject } from '../../../../domain/report/subject-words.ts';
import { localText } from '../../../../domain/text.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';
import { gradeRound, type RoundGrade } from '../../tally/grading.ts';
import { gradesOf, requireRound, schemeOf, settingsOf } from '../../session/lookups.ts';
import { headOf, institutionField } from './head.ts';
import { wordedList, type Words } from './wording.ts';
import { runTally } from '../../tally/run-tally.ts';

/** Dated by the day of the notice, from which 整改 is counted. @throws round/unscored and what the tally refuses */
export function readAssessmentNotice(store: ReadStore, roundId: string, call: Words): NoticeData {
  const { language, t, session } = call;
  const round = requireRound(store, roundId);
  const today = dateInChina(session.now());
  const run = runTally(store, roundId);
  const graded = gradeRound(store, run, { today, language, t }) ?? [];
  const open = graded.filter(({ consequence }) => consequence === null);
  if (open.length > 0) refuse('round/unscored', { parks: open.map(({ parkName }) => parkName) });
  const place = new Map(run.result.ranking.map(({ applicationId }, at) => [applicationId, at]));
  const sorted = graded.toSorted((a, b) => (place.get(a.applicationId) ?? place.size) - (place.get(b.applicationId) ?? place.size));
  const applications = new Map(run.applications.map((one) => [one.id, one]));
  const effectOf = ({ consequence, rectifyUntil, clause }: RoundGrade): string => {
    if (consequence === 'revoked') return t('titles.effect.revoked', { article: clause?.article ?? '' });
    if (consequence === 'keeps') return t(settingsOf(round).followUpOf === undefined ? 'titles.effect.keeps' : 'titles.effect.restored');
    return rectifyUntil === null ? t('titles.effect.rectifyOpen') : t('titles.effect.rectify', { until: formatDate(t, rectifyUntil) });
  };
  const parksOf = (of: readonly RoundGrade[]): NoticeData['types'][number]['parks'] =>
    of.map((one) => {
      const park = applications.get(one.applicationId);
      return { name: one.parkName, operator: park?.operator ?? null, region: park?.region ?? null, effect: effectOf(one) };
    });
  const lost = sorted.filter(({ consequence }) => consequence === 'revoked');
  const types = [
    ...gradesOf(store, round).map(({ id, label }) => ({
      label: localText(label, language),
      parks: parksOf(sorted.filter((one) => one.consequence !== 'revoked' && one.grade?.id === id)),
    })),
    { label: t('titles.kinds.revoked'), parks: parksOf(lost) },
  ].filter(({ parks }) => parks.length > 0);
  const head = headOf(store, roundId, call, [institutionField(store, roundId, t)]);
  const words = wordsOfSubject(language, schemeOf(store, round).subject);
  const worded = wordedList(round, 'final', call, { parks: graded.length, listed: graded.length });
  return {
    kind: 'final',
    ...(round.state !== 'closed' && { undue: 'assessment' as const }),
    ...head,
    issuedOn: settingsOf(round).noticeOn ?? head.issuedOn,
    ...worded,
    opening: worded.opening ?? t('reports.notice.assessment', { basis: formatBasis(t, head.round), parks: words.counted(graded.length) }),
    types,
    remarks: sorted.some(({ consequence }) => consequence === 'rectify')
      ? [t('reports.notice.rectification', { subjects: words.subjects })]
      : [],
    period: null,
    contact: [],
    objections: [],
  };
}
