/** 结果告知书 of one applicant, by the final list as it was kept. */
import { groundNeeds } from '../../../../domain/deliberation/ground-words.ts';
import { noticeVerbs } from '../../../../domain/report/documents/notice.ts';
import type { LetterData } from '../../../../domain/report/documents/letter.ts';
import { resultWords } from '../../../../domain/report/result-words.ts';
import { refuse } from '../../../../domain/result.ts';
import { localText } from '../../../../domain/text.ts';
import { getPublicity, listObjections } from '../../../../db/queries/publicity.ts';
import { getDecision, listListVersions } from '../../../../db/queries/results.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { groundOfDecision } from '../../results/proposal.ts';
import { requireApplication, requireReviewed, requireRound, schemeOf } from '../../session/lookups.ts';
import { headOf, institutionField } from './head.ts';
import { noticePeriod } from './notice.ts';
import { ownTexts, type Words } from './wording.ts';

/** @throws application/unknown, application/left; report/not-final before the publicity of the list is closed; shortlist/undecided where the final list does not say */
export function readLetter(store: ReadStore, applicationId: string, call: Words): LetterData {
  const { language, t } = call;
  const application = requireApplication(store, applicationId);
  requireReviewed(store, application);
  const { roundId, parkName, type, operator, applicant } = application;
  const round = requireRound(store, roundId);
  const scheme = schemeOf(store, round);
  const publicity = getPublicity(store, roundId);
  if (round.state !== 'closed' || publicity?.state !== 'closed') refuse('report/not-final', { round: round.name });
  const final = listListVersions(store, roundId).at(-1);
  const entered = final?.entered.find((one) => one.applicationId === applicationId);
  const row = final?.rows.find((one) => one.applicationId === applicationId);
  if (!entered && (!row || row.result === 'open')) refuse('shortlist/undecided', { parks: [parkName] });
  const listed = entered !== undefined || row?.result === 'listed';
  const words = resultWords(scheme, call);
  const decision = getDecision(store, applicationId);
  const told = groundOfDecision(store, roundId, applicationId, call);
  const typeId = entered?.type ?? type;
  const label = scheme.types.find(({ id }) => id === typeId)?.label;
  const objections = listObjections(store, publicity.id).filter((one) => one.applicationId === applicationId);
  return {
    kind: 'letter',
    ...headOf(store, roundId, call, [institutionField(store, roundId, t)]),
    park: { applicationId, name: parkName, type: label ? localText(label, language) : null, addressee: operator ?? applicant ?? parkName },
    listed,
    result: listed ? noticeVerbs(words.listed, t).decided : words.notListed,
    lines: told ? [...told.lines] : entered ? [t('shortlist.ground.automatic', { article: entered.article })] : [],
    standing: told?.standing ?? null,
    ...(scheme.tiers.length > 0 && { amount: listed ? (row?.amount ?? null) : null }),
    lacking: listed || !decision?.ground ? [] : groundNeeds(decision.ground, { language, t }),
    period: noticePeriod(store, publicity),
    objections: objections.map(({ text, outcome, reason }) => ({
      text,
      outcome: outcome === null ? t('reports.objection.open') : t(`reports.objection.${outcome}`, { reason: reason ?? '' }),
    })),
    contact: [...(ownTexts(round, call).contact ?? [])],
  };
}
