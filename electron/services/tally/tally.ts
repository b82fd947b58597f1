/** 汇总: what a tally says, and the rules that it is counted by. */
import canonicalize from 'canonicalize';
import type { Derivation } from '../../../domain/contract/api.ts';
import { personKey } from '../../../domain/names.ts';
import { refuse } from '../../../domain/result.ts';
import { nameBeside, nameStages, type ParkDerivation } from '../../../domain/tally/derivation.ts';
import type { DerivationNames } from '../../../domain/tally/derivation-sheet.ts';
import { panelWarnings } from '../../../domain/tally/panel-warnings.ts';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { isStaged } from '../../../domain/rubric/stages.ts';
import { refuseStagedRules } from '../../../domain/tally/panel.ts';
import { parseTallyRules, tallyPresets, type TallyRules } from '../../../domain/tally/rules.ts';
import { type Translate } from '../../../domain/text.ts';
import { listNames, listPersons, listSitting } from '../../../db/queries/panel.ts';
import { updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import { type ReadStore } from '../../../db/store/open.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { findContradictions } from './contradictions.ts';
import { gradingOf } from './grading.ts';
import { requireUnclosed, rubricOf, schemeOf, settingsOf } from '../session/lookups.ts';
import { automaticParks } from '../applications/round-evaluations.ts';
import { missingView } from '../scoring/missing-sheets.ts';
import { countingSheets } from '../scoring/rereviews.ts';
import type { RoundSheets, RoundTally } from './round-tally.ts';
import { blockedItems, openChoices } from './blocked.ts';
import { explainedOutliers } from './explanations.ts';
import { namesOf } from './names.ts';
import { runTally, usualRules } from './run-tally.ts';
import { stageNotes } from './stages.ts';

function presetOf(rules: TallyRules): string | null {
  return tallyPresets.find((preset) => canonicalize(preset.rules) === canonicalize(rules))?.id ?? null;
}

/** What is wrong with the panel of each park after recusals: the sentences, and by park the places of those that hold. */
export function panelWarningsOf(
  store: ReadStore,
  { round, rubric, applications }: RoundSheets,
  t: Translate,
): { readonly sentences: readonly string[]; readonly byPark: ReadonlyMap<string, readonly number[]> } {
  const rule = schemeOf(store, round).panel;
  // who is there for the visit is no member of the panel before a park
  const sitting = listSitting(store, round.id).filter(({ role }) => role !== 'visitor');
  const seats = Map.groupBy(sitting.filter(countingSheets(store, round.id)), ({ applicationId }) => applicationId);
  const keys = isStaged(rubric) ? new Map(listPersons(store, round.id).map((one) => [one.id, personKey(one)])) : null;
  // whoever judges two stages sits twice and is one member
  const distinct = <One extends { readonly personId: string }>(members: readonly One[]): readonly One[] =>
    keys ? [...new Map(members.map((one) => [keys.get(one.personId) ?? one.personId, one])).values()] : members;
  const sentences: string[] = [];
  // most panels are alike
  const known = new Map<string, readonly number[]>();
  const warningsOf = (members: number, experts: number): readonly number[] =>
    panelWarnings(rule, { members, experts }).map(({ key, params }) => {
      const text = t(key, params);
      if (!sentences.includes(text)) sentences.push(text);
      return sentences.indexOf(text);
    });
  const automatic = automaticParks(store, round.id);
  const reviewed = applications.filter(({ id }) => !automatic.has(id));
  const byPark = new Map(
    reviewed.map(({ id }) => {
      const members = distinct(seats.get(id) ?? []);
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
export function namedDerivation({ beside, stages, ...park }: ParkDerivation, names: ReturnType<typeof namesOf>): Derivation {
  return {
    ...park,
    ...nameBeside({ beside }, names.criterion),
    ...nameStages({ stages }, names.stage),
    experts: [...park.experts],
    criteria: park.criteria.map((line) => ({
      ...line,
      name: names.criterion(line.criterionId),
      max100: names.leaf(line.criterionId)?.max100 ?? 0,
    })),
  };
}

/** What a tally says, however much of each park is told. */
export function viewTally(
  store: ReadStore,
  run: RoundTally,
  names: DerivationNames,
  { session, language, t }: Call,
  mostContradictions = Infinity,
) {
  const { round, result } = run;
  const { adjusted } = result;
  const contradictions = findContradictions(store, run, names, t);
  return {
    rules: { ...result.rules },
    preset: presetOf(result.rules),
    experts: listNames(store, round.id).map(({ id, name }) => ({ personId: id, name })),
    missing: missingView(store, round, { t, language }),
    outliers: explainedOutliers(store, round.id, result.outliers),
    blocked: [...blockedItems(result.blocked, run, names, t), ...openChoices(store, run, t)],
    contradictions: contradictions.slice(0, mostContradictions).map((word) => word()),
    contradictionsInAll: contradictions.length,
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
    const noteOf = stageNotes(store, run, t, names.stage);
    const { contradictionsInAll: _inAll, ...said } = viewTally(store, run, names, call);
    return {
      ...said,
      ranking: result.ranking.map((row) => ({ ...row })),
      unranked: result.unscored.map((applicationId) => {
        const park = parks.get(applicationId) ?? '';
        return { applicationId, parkName: park, text: noteOf(applicationId, park) ?? t('tally.unscored', { park }) };
      }),
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
      old: settings.tallyRules ?? usualRules(),
      new: rules,
      reason: reason || undefined,
    });
    return { rules: { ...rules }, preset: presetOf(rules) };
  },
} satisfies Partial<Handlers>;

/** Rules may only name criteria, stages and experts that there are. */
function checkNames(store: ReadStore, round: RoundRow, rules: TallyRules): void {
  const { tieBreaks, drawn, stages = {} } = rules;
  const rubric = rubricOf(round);
  if (rubric && isStaged(rubric)) refuseStagedRules(rules);
  for (const stage of Object.keys(stages)) if (!rubric?.stages?.some(({ key }) => key === stage)) refuse('stage/unknown', { stage });
  const criteria = new Set(
    rubric ? rubricLeaves(rubric).flatMap(({ criterion, branches }) => [criterion.id, ...branches.map(({ id }) => id)]) : [],
  );
  for (const rule of tieBreaks)
    if (rule.by === 'criterion' && !criteria.has(rule.criterionId)) refuse('score/unknown-criterion', { criterionId: rule.criterionId });
  const persons = new Set(listPersons(store, round.id).map(({ id }) => id));
  for (const personId of drawn) if (!persons.has(personId)) refuse('person/unknown', { personId });
}
