/** 汇总: reads the submitted sheets that count and hands them to the pure tally. */
import canonicalize from 'canonicalize';
import { formatPoints } from '../../../domain/numbers/points.ts';
import type { Derivation, TallyAnswer } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import type { Leaf } from '../../../domain/rubric/model.ts';
import { sheetTotals } from '../../../domain/scoring/check-score.ts';
import type { ParkDerivation } from '../../../domain/tally/derivation.ts';
import type { DerivationNames } from '../../../domain/tally/derivation-sheet.ts';
import { findBlocked, type Blocked, type Outlier } from '../../../domain/tally/outliers.ts';
import { panelWarnings } from '../../../domain/tally/panel-warnings.ts';
import { layOutPanel, type Panel } from '../../../domain/tally/panel.ts';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { tallyPanel, type Tally, type TallyInput } from '../../../domain/tally/tally.ts';
import { parseTallyRules, tallyPresets, tallyRules, type TallyRules } from '../../../domain/tally/rules.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import { listApplications, type ApplicationRow } from '../../../db/queries/applications.ts';
import { getChainHead } from '../../../db/queries/events.ts';
import { listTaskOwners } from '../../../db/queries/exchange/files.ts';
import { listOpenChoices } from '../../../db/queries/exchange/cells.ts';
import { listNames, listPersons, listSitting } from '../../../db/queries/panel.ts';
import { deleteExplanation, listExplanations, upsertExplanation } from '../../../db/queries/results.ts';
import { updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import { getSheet, listCountingSheets, listScores } from '../../../db/queries/scores.ts';
import { perConnection, type ReadStore } from '../../../db/store/open.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { enteredBy } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { contradictionsOfRound } from './contradictions.ts';
import { gradingOf } from './grading.ts';
import {
  requireApplication,
  requirePerson,
  requireRound,
  requireUnclosed,
  requireRubric,
  rubricOf,
  schemeOf,
  settingsOf,
} from '../session/lookups.ts';
import { countingSheets } from '../scoring/rereviews.ts';
import { evaluationsOf } from '../applications/round-evaluations.ts';
import type { RoundSheets, RoundTally } from './round-tally.ts';

/** The rules of a round that has not chosen its own: one highest and one lowest dropped per criterion. */
const usualRules =
  tallyPresets.find((preset) => preset.id === 'dropHighLowPerCriterion')?.rules ?? tallyRules.parse({ trim: 'dropHighLow' });

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

function readFresh(store: ReadStore, roundId: string): Read {
  const round = requireRound(store, roundId);
  const applications = listApplications(store, roundId);
  let evaluations: ReadonlyMap<string, Evaluation> | undefined;
  let panel: Panel | undefined;
  const rubric = requireRubric(round);
  const sheets = listCountingSheets(store, roundId).filter(countingSheets(store, roundId));
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
  return { ...read, rules: rules === undefined ? (settingsOf(read.round).tallyRules ?? usualRules) : parseTallyRules(rules) };
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

/** Names of criteria and experts, for whatever prints figures. */
export function namesOf(
  store: ReadStore,
  { round, rubric }: Pick<RoundSheets, 'round' | 'rubric'>,
  language: Language,
): DerivationNames & { readonly leaf: (id: string) => Leaf | undefined } {
  const leaves = new Map(rubricLeaves(rubric).map(({ criterion }) => [criterion.id, criterion]));
  const persons = new Map(listNames(store, round.id).map(({ id, name }) => [id, name]));
  return {
    leaf: (id) => leaves.get(id),
    criterion: (id) => {
      const leaf = leaves.get(id);
      return leaf ? localText(leaf.name, language) : id;
    },
    expert: (id) => persons.get(id) ?? id,
  };
}

function presetOf(rules: TallyRules): string | null {
  return tallyPresets.find((preset) => canonicalize(preset.rules) === canonicalize(rules))?.id ?? null;
}

export type ExplainedOutlier = TallyAnswer['outliers'][number];

const outlierKey = (personId: string, applicationId: string, criterionId: string | undefined): string =>
  `${personId}/${applicationId}/${criterionId ?? ''}`;

/** Outliers with what their experts wrote about them. */
export function explainedOutliers(store: ReadStore, roundId: string, outliers: readonly Outlier[]): ExplainedOutlier[] {
  const written = new Map(
    listExplanations(store, roundId).map((row) => [outlierKey(row.personId, row.applicationId, row.criterionId), row]),
  );
  return outliers.map((outlier) => {
    const row = written.get(outlierKey(outlier.personId, outlier.applicationId, outlier.criterionId));
    return { ...outlier, explanation: row ? { text: row.text, at: row.at, outdated: row.value !== outlier.value } : null };
  });
}

function blockedItems(
  blocked: readonly Blocked[],
  { applications }: RoundSheets,
  names: DerivationNames,
  t: Translate,
): TallyAnswer['blocked'] {
  const parks = new Map(applications.map(({ id, parkName }) => [id, parkName]));
  return blocked.map(({ applicationId, criterionId, reason, scores }) => {
    const [parkName, criterion] = [parks.get(applicationId) ?? '', names.criterion(criterionId)];
    const each = scores.map(({ personId, points100 }) =>
      t('tally.blocked.score', { name: names.expert(personId), points: formatPoints(points100) }),
    );
    return {
      applicationId,
      parkName,
      criterionId,
      criterion,
      reason,
      scores: [...scores],
      text: t('tally.blocked.line', { park: parkName, criterion, scores: each.join(t('tally.line.separator')) }),
    };
  });
}

/** Parks of which two laptops left something different: what is in use is counted, and nothing is signed. */
function openChoices(store: ReadStore, { applications }: RoundSheets, t: Translate): TallyAnswer['blocked'] {
  const parks = new Map(applications.map(({ id, parkName }) => [id, parkName]));
  return listOpenChoices(store, [...parks.keys()]).map(({ applicationId, count }) => {
    const parkName = parks.get(applicationId) ?? '';
    return {
      applicationId,
      parkName,
      criterionId: null,
      criterion: null,
      reason: 'choices-open' as const,
      scores: [],
      text: t('tally.blocked.choices', { park: parkName, count }),
    };
  });
}

/**
 * Nothing is signed while experts read an objective criterion differently. `applicationId` null: the whole round.
 * @throws tally/blocked, which names each; exchange/conflicts-open
 */
export function requireUnblocked(
  store: ReadStore,
  roundId: string,
  applicationId: string | null,
  { language, t }: { readonly language: Language; readonly t: Translate },
): void {
  // no rule is applied: a panel that is too small to be tallied can still disagree
  const read = readSheets(store, roundId);
  // a figure that two laptops give differently is nobody's figure yet
  const [open] = listOpenChoices(store, applicationId === null ? read.applications.map((one) => one.id) : [applicationId]);
  if (open)
    refuse('exchange/conflicts-open', {
      park: read.applications.find((one) => one.id === open.applicationId)?.parkName ?? '',
      count: open.count,
    });
  if (read.sheets.length === 0) return;
  const blocked = findBlocked(read.panel()).filter((one) => applicationId === null || one.applicationId === applicationId);
  if (blocked.length === 0) return;
  const items = blockedItems(blocked, read, namesOf(store, read, language), t);
  refuse('tally/blocked', {
    items: items.map(({ text }) => text),
    applicationIds: [...new Set(items.map((one) => one.applicationId))],
    criterionIds: [...new Set(blocked.map((one) => one.criterionId))],
  });
}

/** What is wrong with the panel of each park after recusals: the sentences, and by park the places of those that hold. */
export function panelWarningsOf(
  store: ReadStore,
  { round, applications }: RoundSheets,
  t: Translate,
): { readonly sentences: readonly string[]; readonly byPark: ReadonlyMap<string, readonly number[]> } {
  const rule = schemeOf(store, round).panel;
  const seats = Map.groupBy(listSitting(store, round.id).filter(countingSheets(store, round.id)), ({ applicationId }) => applicationId);
  const sentences: string[] = [];
  // most panels are alike
  const known = new Map<string, readonly number[]>();
  const warningsOf = (members: number, experts: number): readonly number[] =>
    panelWarnings(rule, { members, experts }).map(({ key, params }) => {
      const text = t(key, params);
      if (!sentences.includes(text)) sentences.push(text);
      return sentences.indexOf(text);
    });
  const byPark = new Map(
    applications.map(({ id }) => {
      const members = seats.get(id) ?? [];
      const experts = members.filter(({ role }) => role === 'leader' || role === 'expert').length;
      const key = `${members.length} ${experts}`;
      const warnings = known.get(key) ?? warningsOf(members.length, experts);
      known.set(key, warnings);
      return [id, warnings] as const;
    }),
  );
  return { sentences, byPark };
}

/** A park's derivation with the names and maxima of its criteria. */
export function namedDerivation(park: ParkDerivation, names: ReturnType<typeof namesOf>): Derivation {
  return {
    ...park,
    experts: [...park.experts],
    criteria: park.criteria.map((line) => ({
      ...line,
      name: names.criterion(line.criterionId),
      max100: names.leaf(line.criterionId)?.max100 ?? 0,
    })),
  };
}

/** What a tally says, however much of each park is told. */
export function viewTally(store: ReadStore, run: RoundTally, names: DerivationNames, { session, language, t }: Call) {
  const { round, result } = run;
  const { adjusted } = result;
  return {
    rules: { ...result.rules },
    preset: presetOf(result.rules),
    experts: listNames(store, round.id).map(({ id, name }) => ({ personId: id, name })),
    outliers: explainedOutliers(store, round.id, result.outliers),
    blocked: [...blockedItems(result.blocked, run, names, t), ...openChoices(store, run, t)],
    contradictions: contradictionsOfRound(store, run, names, t),
    adjusted: adjusted && {
      method: adjusted.method,
      experts: adjusted.experts.map((expert) => ({ ...expert, name: names.expert(expert.personId) })),
      parks: adjusted.parks.map((park) => ({ ...park })),
      reason: adjusted.reason ? t(`tally.reason.${adjusted.reason}`) : null,
    },
    grading: gradingOf(store, run, { today: dateInChina(session.now()), language, t }),
  };
}

export const tallyHandlers = {
  'tally.run'(store, { roundId, rules }, call) {
    const run = runTally(store, roundId, rules);
    const { applications, result } = run;
    const { language, t } = call;
    const names = namesOf(store, run, language);
    const parks = new Map(applications.map(({ id, parkName }) => [id, parkName]));
    const { sentences, byPark } = panelWarningsOf(store, run, t);
    return {
      ...viewTally(store, run, names, call),
      ranking: result.ranking.map((row) => ({ ...row })),
      unranked: result.unscored.map((applicationId) => ({
        applicationId,
        parkName: parks.get(applicationId) ?? '',
        text: t('tally.unscored', { park: parks.get(applicationId) ?? '' }),
      })),
      derivation: result.derivation.map((park) => namedDerivation(park, names)),
      panelWarnings: sentences.map((text, at) => ({
        text,
        parks: applications.filter(({ id }) => byPark.get(id)?.includes(at)).map(({ id, parkName }) => ({ applicationId: id, parkName })),
      })),
    };
  },
  'tally.presets'(_store, _input, { t }) {
    return tallyPresets.map(({ id, rules }) => ({ id, name: t(`tally.preset.${id}`), rules: { ...rules } }));
  },
  'tally.setRules'(tx, { roundId, rules: given, preset, reason }, { append }) {
    const round = requireUnclosed(tx, roundId);
    if ((given === undefined) === (preset === undefined))
      refuse('call/bad-payload', { method: 'tally.setRules', where: ['rules', 'preset'] });
    const rules =
      given === undefined
        ? (tallyPresets.find(({ id }) => id === preset)?.rules ??
          refuse('tally/unknown-preset', { preset, known: tallyPresets.map(({ id }) => id) }))
        : parseTallyRules(given);
    checkNames(tx, round, rules);
    const settings = settingsOf(round);
    updateRound(tx, roundId, { settings: JSON.stringify({ ...settings, tallyRules: rules }) });
    append(tx, {
      kind: 'round.setRules',
      entity: `round:${roundId}`,
      old: settings.tallyRules ?? usualRules,
      new: rules,
      reason: reason || undefined,
    });
    return { rules: { ...rules }, preset: presetOf(rules) };
  },
  'tally.explain'(tx, { personId, applicationId, criterionId, text }, call) {
    const { name } = requirePerson(tx, personId);
    const { roundId, parkName } = requireApplication(tx, applicationId);
    const key = { personId, applicationId, criterionId: criterionId ?? '' };
    const before = listExplanations(tx, roundId).find(
      (row) => row.personId === personId && row.applicationId === applicationId && row.criterionId === key.criterionId,
    );
    const { at } = call;
    let value: string | undefined;
    if (text === '') deleteExplanation(tx, personId, applicationId, key.criterionId);
    else {
      value = explainedValue(tx, roundId, key) ?? refuse('tally/not-outlier', { name, park: parkName });
      upsertExplanation(tx, { ...key, value, text, at });
    }
    if (text !== (before?.text ?? '') || value !== before?.value) {
      const statement = (row: { text: string; value: string } | undefined) =>
        row ? { criterionId: criterionId ?? null, value: row.value, text: row.text } : null;
      call.append(tx, {
        actor: personId,
        kind: 'outlier.explain',
        entity: `explanation:${personId}/${applicationId}/${key.criterionId}`,
        old: statement(before),
        // the row's values one by one, so that the change travels as one that takes them away
        new: {
          ...(statement(value === undefined ? undefined : { value, text }) ?? { value: null, text: null }),
          ...enteredBy(call, personId),
        },
      });
    }
    return { at };
  },
} satisfies Partial<Handlers>;

/**
 * The score that somebody explains. Whether it lies far out is known where all sheets are; on the expert's own laptop
 * it is what the own sheet says, since there nobody else's is.
 */
function explainedValue(
  store: ReadStore,
  roundId: string,
  { personId, applicationId, criterionId }: { personId: string; applicationId: string; criterionId: string },
): string | undefined {
  if (!listTaskOwners(store).includes(personId)) {
    return runTally(store, roundId).result.outliers.find(
      (one) => one.personId === personId && one.applicationId === applicationId && (one.criterionId ?? '') === criterionId,
    )?.value;
  }
  const rubric = rubricOf(requireRound(store, roundId));
  const scores = Object.fromEntries(listScores(store, personId, applicationId).map((row) => [row.criterionId, row]));
  if (!rubric || getSheet(store, personId, applicationId)?.state !== 'submitted') return undefined;
  const points100 = criterionId === '' ? sheetTotals(rubric, scores).total100 : scores[criterionId]?.points100;
  return points100 === undefined ? undefined : formatPoints(points100);
}

/** Rules may only name criteria and experts that there are. */
function checkNames(store: ReadStore, round: RoundRow, { tieBreaks, drawn }: TallyRules): void {
  const rubric = rubricOf(round);
  const criteria = new Set(
    rubric ? rubricLeaves(rubric).flatMap(({ criterion, branches }) => [criterion.id, ...branches.map(({ id }) => id)]) : [],
  );
  for (const rule of tieBreaks)
    if (rule.by === 'criterion' && !criteria.has(rule.criterionId)) refuse('score/unknown-criterion', { criterionId: rule.criterionId });
  const persons = new Set(listPersons(store, round.id).map(({ id }) => id));
  for (const personId of drawn) if (!persons.has(personId)) refuse('person/unknown', { personId });
}
