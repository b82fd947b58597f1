/** 汇总: reads the submitted sheets that count and hands them to the pure tally. */
import { localText } from '../../domain/text.ts';
import { refuse } from '../../domain/result.ts';
import { rubricLeaves } from '../../domain/scoring/rubric.ts';
import { tally, type Tally } from '../../domain/scoring/tally.ts';
import { tallyPresets, tallyRules, type TallyRules } from '../../domain/scoring/tally-rules.ts';
import type { TallySheet } from '../../domain/scoring/panel.ts';
import type { Rubric } from '../../domain/scheme/scheme.ts';
import { agreement } from '../../domain/statistics/agreement.ts';
import { listApplications, listRoundFieldValues, listRoundRulings, type ApplicationRow } from '../../db/queries/applications.ts';
import { listPersons } from '../../db/queries/panel.ts';
import { listCountingScores } from '../../db/queries/scores.ts';
import type { ReadStore } from '../../db/open.ts';
import { questionOf } from './applications.ts';
import type { Handlers } from './dispatch.ts';
import { evaluateApplication } from './evaluation.ts';
import { requireRound, rubricOf, settingsOf } from './rounds.ts';

/** The rules of a round that has not chosen its own: one highest and one lowest dropped per criterion. */
const usualRules = tallyPresets.find((preset) => preset.id === 'dropHighLowPerCriterion')?.rules ?? tallyRules.parse({ trim: 'dropHighLow' });

/** A park whose type is not known is counted, but with no other. */
export const withoutType = '';

export interface RoundTally {
  readonly rubric: Rubric;
  readonly applications: readonly ApplicationRow[];
  readonly sheets: readonly TallySheet[];
  readonly result: Tally;
}

function sheetsOf(store: ReadStore, roundId: string): TallySheet[] {
  const sheets = new Map<string, { personId: string; applicationId: string; scores: Record<string, number> }>();
  for (const { personId, applicationId, criterionId, points100 } of listCountingScores(store, roundId)) {
    const key = `${personId}/${applicationId}`;
    let sheet = sheets.get(key);
    if (!sheet) sheets.set(key, (sheet = { personId, applicationId, scores: {} }));
    sheet.scores[criterionId] = points100;
  }
  return [...sheets.values()];
}

function rulesOf(given: unknown): TallyRules {
  if (given === undefined) return usualRules;
  const parsed = tallyRules.safeParse(given);
  return parsed.success ? parsed.data : refuse('statistics/bad-rules', { where: parsed.error.issues.map((issue) => issue.path.join('.')) });
}

/** @throws tally/no-sheets and what {@link tally} refuses */
export function runTally(store: ReadStore, roundId: string, rules?: unknown): RoundTally {
  const row = requireRound(store, roundId);
  const rubric = rubricOf(row) ?? refuse('round/no-rubric', { schemeId: row.schemeId });
  const sheets = sheetsOf(store, roundId);
  const scored = new Set(sheets.map((sheet) => sheet.applicationId));
  const applications = listApplications(store, roundId);
  const question = questionOf(store, roundId);
  const values = listRoundFieldValues(store, roundId);
  const rulings = listRoundRulings(store, roundId);
  const hasPriority = (application: ApplicationRow): boolean =>
    evaluateApplication({ ...question, type: application.type ?? undefined }, values.get(application.id) ?? [], rulings.get(application.id) ?? []).priorities.some((one) => one.holds);
  const result = tally({
    rubric,
    rules: rulesOf(rules ?? settingsOf(row).tallyRules),
    applications: applications
      .filter((application) => scored.has(application.id))
      .map((application) => ({ id: application.id, parkName: application.parkName, type: application.type ?? withoutType, priority: hasPriority(application) })),
    sheets,
  });
  return { rubric, applications, sheets, result };
}

export const tallyHandlers = {
  'tally.run'(store, { roundId, rules }, { language }) {
    const { rubric, applications, result } = runTally(store, roundId, rules);
    const leaves = new Map(rubricLeaves(rubric).map(({ criterion }) => [criterion.id, criterion]));
    const ranked = new Set(result.ranking.map((row) => row.applicationId));
    return {
      rules: { ...result.rules },
      ranking: result.ranking.map((row) => ({ ...row })),
      unranked: applications.filter((one) => !ranked.has(one.id)).map((one) => ({ applicationId: one.id, parkName: one.parkName })),
      experts: listPersons(store, roundId).map((person) => ({ personId: person.id, name: person.name })),
      derivation: result.derivation.map((park) => ({
        ...park,
        parkName: applications.find((one) => one.id === park.applicationId)?.parkName ?? '',
        experts: [...park.experts],
        criteria: park.criteria.map((line) => {
          const leaf = leaves.get(line.criterionId);
          return { ...line, name: leaf ? localText(leaf.name, language) : line.criterionId, max100: leaf?.max100 ?? 0, points100: [...line.points100], marks: [...line.marks] };
        }),
      })),
      outliers: result.outliers.map((one) => ({ ...one })),
      blocked: result.blocked.map((one) => ({ ...one })),
    };
  },
  /** Rows are parks, columns experts, cells sheet totals in points. */
  'tally.agreement'(store, { roundId }) {
    const { rubric, sheets } = runTally(store, roundId, { trim: 'none' });
    const experts = [...new Set(sheets.map((sheet) => sheet.personId))].sort();
    const parks = [...new Set(sheets.map((sheet) => sheet.applicationId))].sort();
    const leaves = rubricLeaves(rubric);
    const totals = new Map(
      sheets.flatMap((sheet) => {
        const points = leaves.map(({ criterion }) => sheet.scores[criterion.id]);
        const complete = points.every((one) => one !== undefined);
        return complete ? [[`${sheet.personId}/${sheet.applicationId}`, points.reduce((sum, one) => sum + one, 0) / 100] as const] : [];
      }),
    );
    return agreement(parks.map((park) => experts.map((expert) => totals.get(`${expert}/${park}`) ?? null)));
  },
} satisfies Partial<Handlers>;
