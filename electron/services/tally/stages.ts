/** 评审阶段: opened and closed one after the other; which parks pass into the next, by what they came to in the one before. */
import type { Output } from '../../../domain/contract/api.ts';
import type { Admission } from '../../../domain/contract/stages.ts';
import { compare, parseDecimal, toDecimal, zero } from '../../../domain/numbers/rational.ts';
import { refuse } from '../../../domain/result.ts';
import { countingStages, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { Rubric, Stage } from '../../../domain/rubric/model.ts';
import { isOut, isStaged, partOfStage, stageFor, stateOfStage, type Progress } from '../../../domain/rubric/stages.ts';
import { tally, type Tally } from '../../../domain/tally/tally.ts';
import type { TallyRules } from '../../../domain/tally/rules.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { listPersons, listSitting, updateStage } from '../../../db/queries/panel.ts';
import { updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import { listSheetsOf } from '../../../db/queries/scores.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { refuseEnded } from '../scoring/ended.ts';
import { missingOf } from '../scoring/missing-sheets.ts';
import type { Act } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireMember, requireRound, requireRubric, requireUnclosed, rubricOf, schemeOf, settingsOf } from '../session/lookups.ts';
import { readSheets } from './run-tally.ts';

type View = Output<'stages.list'>[number];
type Left = View['out'];

function requireStage(rubric: Rubric | null, key: string): Stage {
  return rubric?.stages?.find((stage) => stage.key === key) ?? refuse('stage/unknown', { stage: key });
}

/** The criteria of a stage within the hundred: what parks are compared by before they go on. */
function comparedPart(rubric: Rubric, key: string): Rubric {
  const part = partOfStage(rubric, key);
  return { ...part, criteria: part.criteria.filter(({ counts }) => counts === undefined) };
}

/** The rules of the round as they hold in one stage by itself. */
function rulesOf(rules: TallyRules, key: string, part: Rubric): TallyRules {
  const { stages, ...rest } = rules;
  const trim = stages?.[key];
  const known = new Set(rubricLeaves(part).flatMap(({ criterion, branches }) => [criterion.id, ...branches.map(({ id }) => id)]));
  return {
    ...rest,
    ...(trim !== undefined && { trim, panels: [] }),
    severity: 'none',
    tieBreaks: rules.tieBreaks.filter((rule) => rule.by !== 'criterion' || known.has(rule.criterionId)),
  };
}

/** What parks come to in one stage, as a tally of it alone. @throws what {@link tally} refuses */
function tallyStage(store: ReadStore, roundId: string, { key }: Stage): Tally {
  const { rubric, rules, applications, sheets } = readSheets(store, roundId);
  const part = comparedPart(rubric, key);
  const asked = new Set(rubricLeaves(part).map(({ criterion }) => criterion.id));
  return tally({
    rubric: part,
    rules: rulesOf(rules, key, part),
    applications: applications.map(({ id, parkName, type }) => ({ id, parkName, type: type ?? '' })),
    sheets: sheets.flatMap(({ stage, scores, ...sheet }) =>
      stage === key ? [{ ...sheet, scores: Object.fromEntries(Object.entries(scores).filter(([id]) => asked.has(id))) }] : [],
    ),
  });
}

/** The parks that do not pass: nobody is left out who shares the last rank, and whoever no sheet counts for passes by nothing. */
function leftOut({ ranking, unscored }: Tally, rule: Admission, names: ReadonlyMap<string, string>): Left {
  const least = rule.by === 'minimum' ? (parseDecimal(rule.points) ?? zero) : null;
  const passes = ({ rankInType, total }: Tally['ranking'][number]): boolean =>
    rule.by === 'top' ? rankInType <= rule.count : compare(parseDecimal(total) ?? zero, least ?? zero) >= 0;
  return [
    ...ranking
      .filter((row) => !passes(row))
      .map(({ applicationId, parkName, total, rankInType }) => ({ applicationId, parkName, figure: total, rank: rankInType })),
    ...unscored.map((applicationId) => ({ applicationId, parkName: names.get(applicationId) ?? '', figure: null, rank: null })),
  ];
}

interface Opened {
  readonly admission: Admission | null;
  readonly left: Left;
}

/** What an event of a stage says besides where all of them stand now. */
export interface StageEvent {
  readonly stage: string;
  readonly admission?: Admission;
  readonly left?: Left;
  /** sheets that were not in when it was closed */
  readonly lacking?: readonly string[];
}

/** By key of the stage: who passed into it by which rule, as its last opening says. */
function openings(store: ReadStore, roundId: string): ReadonlyMap<string, Opened> {
  return new Map(
    listEvents(store, { entity: `round:${roundId}`, limit: 100_000 }).flatMap(({ kind, new: now }): [string, Opened][] => {
      if (kind !== 'stage.open' || now === null) return [];
      const { stage, admission = null, left = [] } = JSON.parse(now) as StageEvent;
      return [[stage, { admission, left }]];
    }),
  );
}

/** Names of stages by key, in one language. */
export function stageNames({ stages = [] }: Pick<Rubric, 'stages'>, language: Language): (key: string) => string {
  const names = new Map(stages.map(({ key, name }) => [key, localText(name, language)]));
  return (key) => names.get(key) ?? key;
}

/** The stage before another; undefined for the first. */
function stageBefore({ stages = [] }: Pick<Rubric, 'stages'>, key: string): Stage | undefined {
  return stages[stages.findIndex((stage) => stage.key === key) - 1];
}

/**
 * Why a park has no total in a round with stages, as a sentence: it did not pass into one, or nobody has handed in a sheet of one. Null
 * where the round has no stages, or where not one sheet of it counts.
 */
export function stageNotes(
  store: ReadStore,
  {
    round,
    rubric,
    sheets,
  }: { readonly round: RoundRow; readonly rubric: Rubric; readonly sheets: ReturnType<typeof readSheets>['sheets'] },
  t: Translate,
  nameOf: (key: string) => string,
): (applicationId: string, park: string) => string | null {
  if (!isStaged(rubric)) return () => null;
  const progress = settingsOf(round).stages ?? {};
  const opened = Object.values(progress).some(({ out }) => out) ? openings(store, round.id) : new Map<string, Opened>();
  const seen = new Map<string, Set<string>>();
  for (const { applicationId, stage = '' } of sheets) seen.set(applicationId, (seen.get(applicationId) ?? new Set()).add(stage));
  return (applicationId, park) => {
    for (const { key } of rubric.stages ?? []) {
      if (!isOut(progress, key, applicationId)) continue;
      const { figure = null, rank = null } = opened.get(key)?.left.find((one) => one.applicationId === applicationId) ?? {};
      const before = stageBefore(rubric, key);
      const details = { park, stage: nameOf(key), before: before ? nameOf(before.key) : '' };
      return figure === null || rank === null ? t('stages.out.unscored', details) : t('stages.out.scored', { ...details, figure, rank });
    }
    const own = seen.get(applicationId);
    const lacking = (rubric.stages ?? []).filter(({ key }) => !own?.has(key)).map(({ key }) => nameOf(key));
    return own === undefined || lacking.length === 0 ? null : t('stages.lacking', { park, stages: lacking.join(t('common.comma')) });
  };
}

/** Keeps where the stages stand now, with what happened to one of them. */
function setProgress(
  tx: WriteStore,
  round: RoundRow,
  verb: 'open' | 'close' | 'reopen',
  progress: Progress,
  { append }: Act,
  said: StageEvent,
  reason?: string,
): void {
  const settings = settingsOf(round);
  const before = settings.stages ?? {};
  updateRound(tx, round.id, { settings: JSON.stringify({ ...settings, stages: progress }) });
  append(tx, { kind: `stage.${verb}`, entity: `round:${round.id}`, old: { stages: before }, new: { ...said, stages: progress }, reason });
}

/** The round while it is scored, with its stage. */
function requireScoring(tx: ReadStore, roundId: string, key: string) {
  const round = requireUnclosed(tx, roundId);
  const rubric = requireRubric(round);
  const stage = requireStage(rubric, key);
  if (round.state !== 'scoring') refuse('round/not-open', { state: round.state });
  const progress: Progress = settingsOf(round).stages ?? {};
  return { round, rubric, stage, progress, state: stateOfStage(rubric, progress, key) };
}

export const stageHandlers = {
  'stages.list'(store, { roundId }, { language, t }) {
    const round = requireRound(store, roundId);
    const rubric = rubricOf(round);
    if (!rubric || !isStaged(rubric)) return [];
    const progress: Progress = settingsOf(round).stages ?? {};
    const nameOf = (key: string): string => localText(requireStage(rubric, key).name, language);
    const opened = openings(store, roundId);
    const persons = listPersons(store, roundId);
    const applications = listApplications(store, roundId);
    const seats = listSitting(store, roundId);
    const missing = missingOf(store, round, 'sheets');
    const sheets = readSheets(store, roundId).sheets;
    return countingStages(rubric).map(({ key, maximum }): View => {
      const { weight, judges } = requireStage(rubric, key);
      const members = persons.filter((one) => stageFor(rubric, one)?.key === key);
      const ids = new Set(members.map(({ id }) => id));
      const seated = new Set(seats.flatMap(({ personId, applicationId }) => (ids.has(personId) ? [applicationId] : [])));
      const open = missing.filter(({ personId }) => ids.has(personId)).length;
      const submitted = sheets.filter((sheet) => sheet.stage === key).length;
      const { admission = null, left = [] } = opened.get(key) ?? {};
      const out = left.filter(({ applicationId }) => isOut(progress, key, applicationId));
      const before = stageBefore(rubric, key);
      return {
        key,
        name: nameOf(key),
        weight,
        judges,
        maximum: toDecimal(maximum),
        criteria: rubricLeaves(partOfStage(rubric, key)).length,
        state: stateOfStage(rubric, progress, key),
        members: members.map(({ id, name, stage }) => ({ personId: id, name, named: stage !== null })),
        due: open + submitted,
        submitted,
        unseated: applications
          .filter(({ id }) => !seated.has(id) && !isOut(progress, key, id))
          .map(({ id, parkName }) => ({ applicationId: id, parkName })),
        out,
        admission:
          admission &&
          t(`stages.admission.${admission.by}`, {
            ...(admission.by === 'top' ? { count: admission.count } : { points: admission.points }),
            before: before ? nameOf(before.key) : '',
            reason: admission.reason,
          }),
      };
    });
  },
  'stages.standing'(store, { roundId, stage }) {
    const { rubric, applications } = readSheets(store, roundId);
    const { ranking, unscored } = tallyStage(store, roundId, requireStage(rubric, stage));
    const names = new Map(applications.map(({ id, parkName }) => [id, parkName]));
    return {
      parks: ranking.map(({ applicationId, parkName, type, total, rankInType, tiedInType }) => ({
        applicationId,
        parkName,
        type,
        figure: total,
        rank: rankInType,
        tied: tiedInType,
      })),
      unscored: unscored.map((applicationId) => ({ applicationId, parkName: names.get(applicationId) ?? '' })),
    };
  },
  'stages.open'(tx, { roundId, stage: key, admission }, call) {
    const { round, rubric, stage, progress, state } = requireScoring(tx, roundId, key);
    const name = localText(stage.name, call.language);
    if (state !== 'waiting') refuse('stage/begun', { stage: name });
    refuseEnded(tx, roundId);
    // there every grade is given by a total
    if (admission && schemeOf(tx, round).kind === 'assessment') refuse('stage/all-graded', { stage: name });
    const before = stageBefore(rubric, key);
    const stateBefore = before ? stateOfStage(rubric, progress, before.key) : 'closed';
    // who passes is told by figures that stand
    if (stateBefore === 'waiting' || (admission && stateBefore !== 'closed'))
      refuse('stage/earlier-open', { stage: name, before: before ? localText(before.name, call.language) : '' });
    const names = new Map(listApplications(tx, roundId).map(({ id, parkName }) => [id, parkName]));
    // whoever did not pass into the stage before comes no further
    const earlier = (before && progress[before.key]?.out) ?? [];
    const left = admission && before ? leftOut(tallyStage(tx, roundId, before), admission, names) : [];
    const out = [...new Set([...earlier, ...left.map(({ applicationId }) => applicationId)])];
    const next: Progress = { ...progress, [key]: { state: 'open', ...(out.length > 0 && { out }) } };
    setProgress(tx, round, 'open', next, call, { stage: key, ...(admission && { admission, left }) }, admission?.reason);
    return { out };
  },
  'stages.close'(tx, { roundId, stage: key, despite }, call) {
    const { round, stage, progress, rubric, state } = requireScoring(tx, roundId, key);
    const name = localText(stage.name, call.language);
    if (state !== 'open') refuse(state === 'closed' ? 'stage/closed' : 'stage/not-open', { stage: name });
    const missing = missingOf(tx, round, 'sheets').filter((one) => stageFor(rubric, one)?.key === key);
    const lacking = missing.map(({ name: person, parkName }) => call.t('stages.missing', { name: person, park: parkName }));
    if (missing.length > 0 && despite === undefined) refuse('stage/incomplete', { stage: name, count: missing.length, items: lacking });
    const next: Progress = { ...progress, [key]: { ...progress[key], state: 'closed' } };
    setProgress(tx, round, 'close', next, call, { stage: key, ...(lacking.length > 0 && { lacking }) }, despite);
    return { missing: missing.length };
  },
  'stages.reopen'(tx, { roundId, stage: key, reason }, call) {
    const { round, stage, progress, state } = requireScoring(tx, roundId, key);
    refuseEnded(tx, roundId);
    if (state !== 'closed') refuse('stage/not-closed', { stage: localText(stage.name, call.language) });
    const next: Progress = { ...progress, [key]: { ...progress[key], state: 'open' } };
    setProgress(tx, round, 'reopen', next, call, { stage: key }, reason);
    return {};
  },
  'stages.name'(tx, { personId, stage }, { append }) {
    const person = requireMember(tx, personId);
    const round = requireUnclosed(tx, person.roundId);
    if (stage !== null) requireStage(rubricOf(round), stage);
    if (person.stage === stage) return { changed: false };
    // what was given, and what lies on a laptop, is of the stage that was judged until now
    const isBound = listSheetsOf(tx, personId).length > 0 || listExchangeFiles(tx, { personId, direction: 'issued' }).length > 0;
    if (isBound) refuse('stage/bound', { name: person.name });
    updateStage(tx, personId, stage);
    append(tx, { kind: 'panel.setStage', entity: `person:${personId}`, old: { stage: person.stage }, new: { stage } });
    return { changed: true };
  },
} satisfies Partial<Handlers>;
