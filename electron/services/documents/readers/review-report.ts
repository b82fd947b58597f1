/** 评审报告 of one park, read from the store. */
import { localText, type Translate } from '../../../../domain/text.ts';
import type { EvaluationView } from '../../../../domain/contract/eligibility.ts';
import type { ReviewReportData } from '../../../../domain/report/documents/review-report.ts';
import { formatDate } from '../../../../domain/report/phrases.ts';
import { maximum100, rubricLeaves, typesNamed } from '../../../../domain/rubric/leaves.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import type { Scheme } from '../../../../domain/scheme/scheme.ts';
import { strongest } from '../../../../domain/condition/values.ts';
import { quantityText } from '../../../../domain/eligibility/wording.ts';
import { listFieldValues, listRulings, type ApplicationRow } from '../../../../db/queries/applications.ts';
import { listCountingOpinions } from '../../../../db/queries/opinions.ts';
import { getPerson, listPersons, listRecusals, type PersonHead } from '../../../../db/queries/panel.ts';
import { getDecision, getGroupOpinion, listDissents, listVotes } from '../../../../db/queries/results.ts';
import { listCommentedScores } from '../../../../db/queries/scores.ts';
import { resultWords } from '../../../../domain/report/result-words.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { opinionParts, voteText } from '../../results/deliberated.ts';
import { groundOfDecision } from '../../results/proposal.ts';
import type { DecisionGround } from '../../results/ground.ts';
import { awardsOf, type ParkAwards } from '../../results/rewards.ts';
import { isScored } from '../../session/scored.ts';
import { evaluateStored } from '../../applications/applications.ts';
import { statedValues, viewEvaluation } from '../../applications/evaluation.ts';
import { requireApplication, requireReviewed, requireRound, schemeOf } from '../../session/lookups.ts';
import { wordedReport, type Words } from './wording.ts';
import { readInterests } from './interests.ts';
import { readVisitData } from './visit.ts';
import { contradictionsOfRound } from '../../tally/contradictions.ts';
import { explainedOutliers } from '../../tally/explanations.ts';
import { namesOf } from '../../tally/names.ts';
import { runTally } from '../../tally/run-tally.ts';
import { type RoundTally } from '../../tally/round-tally.ts';
import { stageNames, stageNotes } from '../../tally/stages.ts';
import { criterionName, derivationData, headOf, institutionField, missingSheets, personData } from './head.ts';
import { pick } from '../../../../domain/pick.ts';

function factsOf(store: ReadStore, application: ApplicationRow, scheme: Scheme, { language, t }: Words): ReviewReportData['park']['facts'] {
  const stated = statedValues(listFieldValues(store, application.id));
  return scheme.fields.map((field) => {
    const used = strongest(stated[field.key] ?? {});
    return {
      label: localText(field.label, language),
      value: used ? shownValue(used.value, field.unit, t) : null,
      source: used?.source ?? null,
    };
  });
}

function shownValue(value: string | number | boolean | string[] | null, unit: Scheme['fields'][number]['unit'], t: Translate): string {
  if (typeof value === 'boolean') return t(value ? 'schemes.yes' : 'schemes.no');
  if (Array.isArray(value)) return value.join(t('reports.listSeparator'));
  if (unit === 'none' && /^\d{4}-\d{2}(-\d{2})?$/.test(String(value))) return formatDate(t, String(value));
  return unit === 'none' ? String(value ?? '') : quantityText(String(value ?? ''), unit, t);
}

function rankOf({ result }: RoundTally, application: ApplicationRow): { rank: number; of: number; tied: boolean } | null {
  const row = result.ranking.find((one) => one.applicationId === application.id);
  if (!row) return null;
  return { rank: row.rankInType, of: result.ranking.filter((one) => one.type === row.type).length, tied: row.tiedInType };
}

/** 评审报告 of one park; `shared`: the tally of the round, where it was run already. @throws application/unknown, application/left, tally/no-sheets */
export function readReviewReport(store: ReadStore, applicationId: string, call: Words, shared?: RoundTally): ReviewReportData {
  const { language, t } = call;
  const application = requireApplication(store, applicationId);
  const { roundId } = application;
  requireReviewed(store, application);
  const round = requireRound(store, roundId);
  const scheme = schemeOf(store, round);
  const persons = listPersons(store, roundId);
  const rulings = listRulings(store, applicationId);
  const evaluated = evaluateStored(store, application);
  const evaluation = viewEvaluation(evaluated, rulings, { scheme, language, t });
  // a rule book without a rubric, and a round that nobody scores, is judged by its conditions alone
  const tally = isScored(store, round) ? (shared ?? runTally(store, roundId)) : null;
  const derivation = tally?.result.derivation.find((one) => one.applicationId === applicationId);
  const recusals = new Set(
    listRecusals(store, roundId)
      .filter((one) => one.applicationId === applicationId)
      .map((one) => one.personId),
  );
  const recused = persons.filter((person) => recusals.has(person.id));
  const decision = getDecision(store, applicationId);
  const type = scheme.types.find(({ id }) => id === application.type);
  const leader = persons.find((person) => person.role === 'leader');
  const scored = new Set(derivation?.experts ?? []);
  const max100 = tally ? maximum100(tally.rubric) : 0;
  const presided = getGroupOpinion(store, applicationId)?.personId;
  const signers = [...(leader ? [leader] : []), ...persons.filter(({ id }) => id !== leader?.id && (scored.has(id) || id === presided))];
  const { checklist } = evaluated;
  // nobody is recognised by a list of tasks: what comes of it is how far they are
  const result = checklist
    ? t('schemes.reason.checklist', pick(checklist.total, 'done', 'total', 'unknown'))
    : decision
      ? resultWords(scheme, call)[decision.result]
      : t('reports.result.open');
  return {
    kind: 'review',
    ...headOf(store, roundId, call, [
      ...signers.map((person, index) => ({
        field: `member-${index + 1}`,
        label: t(person.id === leader?.id ? 'reports.role.leader' : 'reports.role.expert'),
        signer: person.name,
        kind: 'person' as const,
        required: true,
      })),
      institutionField(store, roundId, t),
    ]),
    ...wordedReport(round, call, { park: application.parkName, appliedOn: formatDate(t, round.appliedOn), experts: scored.size }),
    park: {
      applicationId,
      name: application.parkName,
      type: type ? localText(type.label, language) : null,
      ...pick(application, 'operator', 'applicant'),
      facts: factsOf(store, application, scheme, call),
    },
    eligibility: {
      overall: evaluation.overall,
      because: evaluation.because,
      conditions: evaluation.conditions.map((one) => ({
        ...pick(one, 'id', 'article', 'label', 'text', 'source', 'verdict'),
        ...(one.notes.length > 0 && { notes: one.notes }),
        ...one.shown,
      })),
      priorities: evaluation.priorities.filter((one) => one.holds).map(({ article, text }) => ({ article, text })),
      ...(evaluation.notes.length > 0 && { notes: evaluation.notes }),
      ...(evaluation.reward && { reward: rewardOf(evaluation.reward, awardsOf(store, roundId, call).get(applicationId)) }),
    },
    scoring:
      tally && derivation
        ? {
            rules: tally.result.rules,
            ...missingSheets(store, roundId, call, applicationId),
            experts: persons.filter((person) => scored.has(person.id)).map(personData),
            recused: recused.map((person) => ({ ...personData(person), relation: t('reports.recusedRelation') })),
            interests: readInterests(store, round, applicationId, recused),
            derivation: derivationData(derivation, tally.rubric, language),
            max100,
            ...(typesNamed(tally.rubric).length > 0 && { byType: true }),
            rank: rankOf(tally, application),
            outliers: outliersOf(store, roundId, tally, applicationId, language),
            ...contradictionsOf(store, tally, application, call),
          }
        : null,
    ...(tally === null && { unscored: true }),
    ...(tally && !derivation && noteOf(tally, application, call, store)),
    opinions:
      tally === null
        ? []
        : opinionsOf(
            store,
            applicationId,
            tally.rubric,
            persons.filter((person) => scored.has(person.id)),
            call,
          ),
    ...groupData(store, applicationId, t),
    visit: readVisitData(store, applicationId, call),
    conclusion: {
      result,
      text: rulings.map((ruling) => {
        const condition = evaluation.conditions.find((one) => one.id === ruling.conditionId);
        return t('reports.rulingOn', {
          article: condition?.article ?? ruling.conditionId,
          label: condition?.label ?? '',
          outcome: t(`reports.outcome.${ruling.outcome}`),
          reason: ruling.reason,
        });
      }),
      reason: (checklist ? null : decision?.reason) ?? null,
      ...(!checklist && groundData(groundOfDecision(store, roundId, applicationId, call))),
    },
  };
}

/** What the panel came to as a group; nothing where it left nothing on record. */
function groupData(store: ReadStore, applicationId: string, t: Translate): Pick<ReviewReportData, 'group'> {
  const opinion = getGroupOpinion(store, applicationId);
  const votes = listVotes(store, applicationId);
  const dissents = listDissents(store, applicationId);
  if (!opinion && votes.length + dissents.length === 0) return {};
  const nameOf = (personId: string): string => getPerson(store, personId)?.name ?? '';
  return {
    group: {
      opinion: opinion ? { name: nameOf(opinion.personId), parts: opinionParts(opinion, t) } : null,
      votes: votes.map((row) => voteText(row, t)),
      dissents: dissents.map(({ personId, text }) => ({ name: nameOf(personId), text })),
    },
  };
}

function groundData(found: DecisionGround | null): Pick<ReviewReportData['conclusion'], 'ground'> {
  if (found === null) return {};
  const { lines, standing, vote, made, moved, standingData } = found;
  return { ground: { lines: [...lines], standing, vote, made, moved, total: standingData?.total ?? null } };
}

/** Why the park has no total, where the round has stages. */
function noteOf(tally: RoundTally, { id, parkName }: ApplicationRow, { language, t }: Words, store: ReadStore): { scoringNote?: string } {
  const note = stageNotes(store, tally, t, stageNames(tally.rubric, language))(id, parkName);
  return note === null ? {} : { scoringNote: note };
}

/** What is reached, with the amount that the rule book gives or the panel proposed; then what the next tier lacks. */
function rewardOf(
  { awards, next }: NonNullable<EvaluationView['reward']>,
  found: ParkAwards | undefined,
): NonNullable<ReviewReportData['eligibility']['reward']> {
  const given = new Map(found?.awards.map((one) => [one.tier, one]));
  return {
    awards: awards.map((one) => {
      const { amount = one.amount, text } = given.get(one.tier) ?? {};
      const open = amount === null ? one.open : null;
      return { ...pick(one, 'label', 'article', 'cap'), amount, open, ...(amount === null && text !== undefined && { words: text }) };
    }),
    next: next && pick(next, 'label', 'amount', 'cap', 'lacking'),
  };
}

/** Scores far from the mean, with what their experts wrote about them. */
function outliersOf(
  store: ReadStore,
  roundId: string,
  tally: RoundTally,
  applicationId: string,
  language: Words['language'],
): NonNullable<NonNullable<ReviewReportData['scoring']>['outliers']> {
  const names = namesOf(store, tally, language);
  return explainedOutliers(store, roundId, tally.result.outliers)
    .filter((one) => one.applicationId === applicationId)
    .map(({ personId, criterionId, explanation, ...figures }) => ({
      personId,
      name: names.expert(personId),
      criterion: criterionId === undefined ? null : names.criterion(criterionId),
      ...pick(figures, 'value', 'mean', 'deviationPercent'),
      explanation: explanation?.text ?? null,
    }));
}

/** Objective points that the formula does not give for the figure in use; left out where there are none. */
function contradictionsOf(
  store: ReadStore,
  tally: RoundTally,
  application: ApplicationRow,
  { language, t }: Words,
): { contradictions?: string[] } {
  const found = contradictionsOfRound(store, { ...tally, applications: [application] }, namesOf(store, tally, language), t);
  return found.length === 0 ? {} : { contradictions: found.map(({ text }) => text) };
}

/** The overall opinion first, then the comments on single criteria in the order of the rubric; dissent stands for itself. */
function opinionsOf(
  store: ReadStore,
  applicationId: string,
  rubric: Rubric,
  persons: readonly PersonHead[],
  { language, t }: Words,
): ReviewReportData['opinions'] {
  const order = rubricLeaves(rubric).map(({ criterion }) => criterion.id);
  const opinions = new Map(listCountingOpinions(store, applicationId).map((row) => [row.personId, row]));
  const commented = listCommentedScores(store, applicationId)
    .filter((row) => row.comment)
    .sort((a, b) => order.indexOf(a.criterionId) - order.indexOf(b.criterionId));
  return persons.flatMap((person) => {
    const { id: personId, name } = person;
    const said = opinions.get(personId);
    const own = commented.filter((row) => row.personId === personId);
    const text = own
      .map((row) =>
        t('reports.opinionOn', {
          criterion: criterionName(rubric, row.criterionId, language),
          comment: (row.comment ?? '').replace(/[。.；;]$/u, ''),
        }),
      )
      .join(t('reports.opinionSeparator'));
    return [
      ...(said
        ? [{ personId, name, text: t(`reports.opinionLine.${said.recommendation}`, { text: said.text }).trim(), dissent: false }]
        : []),
      ...(own.length > 0 ? [{ personId, name, text: t('reports.opinion', { text }), dissent: false }] : []),
      ...(said?.dissent ? [{ personId, name, text: said.dissent, dissent: true }] : []),
    ];
  });
}
