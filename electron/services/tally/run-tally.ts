/** 汇总的依据: the submitted sheets that count, read once per state of the record, and handed to the pure tally. */
import canonicalize from 'canonicalize';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import { hasVisitors } from '../../../domain/rubric/leaves.ts';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { isStaged, stageFor } from '../../../domain/rubric/stages.ts';
import { layOutPanel, type Panel, type TallySheet } from '../../../domain/tally/panel.ts';
import { tallyPanel, type Tally, type TallyInput } from '../../../domain/tally/tally.ts';
import { parseTallyRules, tallyPresets, tallyRules, type TallyRules } from '../../../domain/tally/rules.ts';
import { listApplications, type ApplicationRow } from '../../../db/queries/applications.ts';
import { getChainHead } from '../../../db/queries/events.ts';
import { listJudges } from '../../../db/queries/panel.ts';
import { listCountingSheets } from '../../../db/queries/scores.ts';
import { perConnection, type ReadStore } from '../../../db/store/open.ts';
import { requireRound, requireRubric, settingsOf } from '../session/lookups.ts';
import { countingSheets } from '../scoring/rereviews.ts';
import { evaluationsOf } from '../applications/round-evaluations.ts';
import type { RoundSheets, RoundTally } from './round-tally.ts';

/** The rules of a round that has not chosen its own: one highest and one lowest dropped per criterion. */
export function usualRules(): TallyRules {
  return tallyPresets.find(({ id }) => id === 'dropHighLowPerCriterion')?.rules ?? tallyRules.parse({ trim: 'dropHighLow' });
}

/** A park whose type is not known is counted, but with no other. */
export const withoutType = '';

interface Read extends Omit<RoundSheets, 'rules'> {
  /** made when first asked for */
  evaluations: () => ReadonlyMap<string, Evaluation>;
  /** the sheets laid out for counting, when first asked for; what the rule book says of priority is not in it */
  panel: () => Panel;
  /** counted by these rules, when first asked for; what {@link tallyPanel} refuses is refused each time */
  tally: (rules: TallyRules) => Tally;
}

/** So many tallies by different rules are kept: those of the round, and those that are held beside them. */
const mostKept = 3;

/** What the tally has to know of whose sheet one is: whether of the visit team, where that scores criteria of its own, and of which stage. */
function ownersOf(store: ReadStore, roundId: string, rubric: Rubric): ((personId: string) => Pick<TallySheet, 'visitor' | 'stage'>) | null {
  const onSite = hasVisitors(rubric);
  if (!onSite && !isStaged(rubric)) return null;
  const judges = new Map(listJudges(store, roundId).map((one) => [one.id, one]));
  return (personId) => {
    const judge = judges.get(personId) ?? { role: 'expert' as const };
    return { ...(onSite && { visitor: judge.role === 'visitor' }), stage: stageFor(rubric, judge)?.key };
  };
}

function readFresh(store: ReadStore, roundId: string): Read {
  const round = requireRound(store, roundId);
  const applications = listApplications(store, roundId);
  let evaluations: ReadonlyMap<string, Evaluation> | undefined;
  let panel: Panel | undefined;
  const rubric = requireRubric(round);
  const owner = ownersOf(store, roundId, rubric);
  const counting = listCountingSheets(store, roundId).filter(countingSheets(store, roundId));
  const owned: TallySheet[] = owner ? counting.map((sheet) => ({ ...sheet, ...owner(sheet.personId) })) : counting;
  // whoever judges no stage any more gave nothing that counts
  const sheets = isStaged(rubric) ? owned.filter(({ stage }) => stage !== undefined) : owned;
  const evaluated = () => (evaluations ??= evaluationsOf(store, roundId, applications));
  const laidOut = () => (panel ??= layOutPanel(rubric, applicationsOf(applications), sheets));
  const counted = new Map<string, Tally>();
  return {
    round,
    rubric,
    applications,
    sheets,
    evaluations: evaluated,
    panel: laidOut,
    tally(rules) {
      const key = canonicalize(rules) ?? '';
      const known = counted.get(key);
      if (known) return known;
      const made = tallyPanel(withPriorities(laidOut(), evaluated()), rules);
      if (counted.size === mostKept) counted.clear();
      counted.set(key, made);
      return made;
    },
  };
}

const lastRead = perConnection((): { last?: { readonly key: string; readonly read: Read } } => ({}));

/**
 * The tally, the agreement and the robustness are asked one after the other: what the first has read serves the others as long as
 * the chain of events has not grown, for nothing is written without an event. Inside a transaction, where rows stand before their
 * event, everything is read anew.
 */
function readRound(store: ReadStore, roundId: string): Read {
  if (store.sqlite.inTransaction) return readFresh(store, roundId);
  const key = `${roundId}@${getChainHead(store)?.hash ?? ''}`;
  const kept = lastRead(store);
  if (kept.last?.key !== key) kept.last = { key, read: readFresh(store, roundId) };
  return kept.last.read;
}

/** @throws round/unknown, round/no-rubric, statistics/bad-rules */
export function readSheets(store: ReadStore, roundId: string, rules?: unknown): Read & RoundSheets {
  const read = readRound(store, roundId);
  return { ...read, rules: rules === undefined ? (settingsOf(read.round).tallyRules ?? usualRules()) : parseTallyRules(rules) };
}

/** All applications of the round, also those without a sheet: the tally says so of them. */
function applicationsOf(applications: readonly ApplicationRow[]): TallyInput['applications'] {
  return applications.map(({ id, parkName, type }) => ({ id, parkName, type: type ?? withoutType }));
}

/** The panel with what the rule book says of priority. */
function withPriorities(panel: Panel, evaluations: ReadonlyMap<string, Evaluation>): Panel {
  const parks = panel.parks.map((park) => ({
    ...park,
    application: { ...park.application, priority: evaluations.get(park.application.id)?.priorities.some(({ holds }) => holds) ?? false },
  }));
  return { ...panel, parks };
}

/** @throws tally/no-sheets and what {@link tallyPanel} refuses */
export function runTally(store: ReadStore, roundId: string, rules?: unknown): RoundTally {
  const read = readSheets(store, roundId, rules);
  return { ...read, evaluations: read.evaluations(), result: read.tally(read.rules) };
}
