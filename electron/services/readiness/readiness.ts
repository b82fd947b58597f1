/** 办理前检查: what is missing, by name, when something is about to bind. It stands in the way unless somebody says why it need not. */
import type { BindingMoment, Lacking } from '../../../domain/contract/readiness.ts';
import { nameOfKind, type ReportKind } from '../../../domain/report/kinds.ts';
import type { Verdict } from '../../../domain/condition/verdict.ts';
import { localText } from '../../../domain/text.ts';
import { refuse } from '../../../domain/result.ts';
import { isStaged, stageFor } from '../../../domain/rubric/stages.ts';
import { findBlocked } from '../../../domain/tally/outliers.ts';
import { listJudges, listSitting } from '../../../db/queries/panel.ts';
import { listSupplements, type SupplementRow } from '../../../db/queries/admission/supplements.ts';
import { listMinutes } from '../../../db/queries/publicity.ts';
import { listDecisions, listExports } from '../../../db/queries/results.ts';
import { listApplications, type ApplicationRow } from '../../../db/queries/applications.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import type { MissingRow } from '../../../db/queries/seats.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { automaticParks, evaluateRound } from '../applications/round-evaluations.ts';
import { isSettled } from '../scoring/ended.ts';
import { missingOf, missingOfRereviews, openStages } from '../scoring/missing-sheets.ts';
import { requireRound, rubricOf, schemeOf, settingsOf } from '../session/lookups.ts';
import { isScored } from '../session/scored.ts';
import type { Call } from '../session/session.ts';
import { blockedItems, openChoices } from '../tally/blocked.ts';
import { namesOf } from '../tally/names.ts';
import { readSheets } from '../tally/run-tally.ts';
import { panelWarningsOf } from '../tally/tally.ts';

type Speaker = Pick<Call, 't' | 'language'>;

/** So many parks are named in one sentence. */
const named = 20;

function namesIn(parks: readonly string[], { t }: Speaker): string {
  const names = parks.slice(0, named).join(t('common.comma'));
  return parks.length > named ? t('common.namesOf', { names, count: parks.length }) : names;
}

/** One sentence a person: of which parks the sheet, or the declaration, is not in. What was missing when scoring was ended was answered for then. */
function missingSeats(store: ReadStore, round: RoundRow, what: 'sheets' | 'declarations', blocks: boolean, speaker: Speaker): Lacking[] {
  const rubric = rubricOf(round);
  const stageNameOf = (one: MissingRow | undefined): string => {
    const stage = rubric && one && stageFor(rubric, one);
    return stage ? localText(stage.name, speaker.language) : '';
  };
  const texts = (missing: readonly MissingRow[], key: string): string[] =>
    [...Map.groupBy(missing, ({ personId }) => personId).values()].map((own) =>
      speaker.t(`rounds.lacking.${key}`, {
        name: own[0]?.name ?? '',
        stage: stageNameOf(own[0]),
        count: own.length,
        parks: namesIn(
          own.map(({ parkName }) => parkName),
          speaker,
        ),
      }),
    );
  const staged = rubric !== null && isStaged(rubric);
  return [
    ...ofKind(
      what,
      texts(missingOf(store, round, what), what === 'sheets' && staged ? 'sheetsOfStage' : what),
      blocks && !isSettled(round),
    ),
    ...ofKind(what, texts(missingOfRereviews(store, round, what), `rereview.${what}`), blocks),
  ];
}

/** Stages that nobody judges at some park that passed into them, before scoring; stages that are not over, afterwards. */
function stagesOf(store: ReadStore, round: RoundRow, moment: BindingMoment, speaker: Speaker): string[] {
  const rubric = rubricOf(round);
  if (!rubric || !isStaged(rubric)) return [];
  if (moment !== 'scoring') return openStages(round, speaker.language).map((stage) => speaker.t('rounds.lacking.stageOpen', { stage }));
  const judges = new Map(listJudges(store, round.id).map((one) => [one.id, one]));
  const seats = listSitting(store, round.id);
  const parks = listApplications(store, round.id);
  return (rubric.stages ?? []).flatMap(({ key, name }) => {
    const seated = new Set(
      seats.flatMap(({ personId, applicationId, role }) =>
        stageFor(rubric, judges.get(personId) ?? { role })?.key === key ? [applicationId] : [],
      ),
    );
    const empty = parks.filter(({ id }) => !seated.has(id)).map(({ parkName }) => parkName);
    const stage = localText(name, speaker.language);
    return empty.length === 0
      ? []
      : [speaker.t('rounds.lacking.stageSeats', { stage, count: empty.length, parks: namesIn(empty, speaker) })];
  });
}

/** Panels that are too small, even, or of too few experts: each rule that is broken, with the parks. */
function panelsOf(store: ReadStore, round: RoundRow, speaker: Speaker): string[] {
  const read = readSheets(store, round.id);
  const { sentences, byPark } = panelWarningsOf(store, read, speaker.t);
  return sentences.map((sentence, index) => {
    const parks = read.applications.filter(({ id }) => byPark.get(id)?.includes(index)).map(({ parkName }) => parkName);
    return speaker.t('rounds.lacking.panel', { sentence, count: parks.length, parks: namesIn(parks, speaker) });
  });
}

/** Parks whose conditions are open; before the list goes out, parks that are listed although they do not meet them, and places that are exceeded. */
function conditionsOf(store: ReadStore, round: RoundRow, moment: BindingMoment, speaker: Speaker): Lacking[] {
  const { t } = speaker;
  const applications = listApplications(store, round.id);
  const automatic = automaticParks(store, round.id);
  const parks = applications.filter(({ id }) => !automatic.has(id));
  const evaluated = evaluateRound(store, round.id);
  const of = (verdict: Verdict, among: readonly ApplicationRow[]): string[] =>
    among.filter(({ id }) => evaluated.get(id)?.evaluation.overall === verdict).map(({ parkName }) => parkName);
  const told = (key: string, names: readonly string[], blocks: boolean): Lacking[] =>
    names.length === 0
      ? []
      : [{ what: 'eligibility', text: t(`rounds.lacking.${key}`, { count: names.length, parks: namesIn(names, speaker) }), blocks }];
  // what the conditions leave open is decided after scoring
  if (moment === 'ending') return [];
  const open = (['missing', 'judgement', 'relaxable'] as const).flatMap((verdict) => told(verdict, of(verdict, parks), true));
  if (moment === 'scoring')
    return applications.length === 0 ? [{ what: 'eligibility', text: t('rounds.lacking.nobody'), blocks: true }] : open;
  const chosen = new Set(
    listDecisions(store, round.id).flatMap(({ applicationId, result }) => (result === 'listed' ? [applicationId] : [])),
  );
  const listed = parks.filter(({ id }) => chosen.has(id));
  const over = schemeOf(store, round).types.flatMap(({ id, label }): Lacking[] => {
    const places = settingsOf(round).quotas?.[id];
    const count = listed.filter(({ type }) => type === id).length;
    if (places === undefined || count <= places) return [];
    return [{ what: 'places', text: t('rounds.lacking.over', { type: localText(label, speaker.language), places, count }), blocks: true }];
  });
  // each was decided with a reason of its own
  return [...open, ...over, ...told('unfit', of('notMet', listed), false)];
}

/** Parks that were asked for more and of which it is not settled what came of it, or whose new version nobody has compared. */
function supplementsOf(store: ReadStore, round: RoundRow, speaker: Speaker): string[] {
  const rows = listSupplements(store, round.id);
  const told = (key: string, of: (row: SupplementRow) => boolean): string[] => {
    const ids = new Set(rows.filter(of).map(({ applicationId }) => applicationId));
    const parks = listApplications(store, round.id).flatMap(({ id, parkName }) => (ids.has(id) ? [parkName] : []));
    return parks.length === 0
      ? []
      : [speaker.t(`rounds.lacking.supplement.${key}`, { count: parks.length, parks: namesIn(parks, speaker) })];
  };
  return [
    ...told('open', ({ state }) => state === 'open'),
    ...told('unchecked', ({ state, checkedAt, differences }) => state === 'received' && checkedAt === null && differences.length > 0),
  ];
}

function blockedOf(store: ReadStore, round: RoundRow, speaker: Speaker): string[] {
  const read = readSheets(store, round.id);
  const choices = openChoices(store, read, speaker.t);
  const differing =
    read.sheets.length === 0 ? [] : blockedItems(findBlocked(read.panel()), read, namesOf(store, read, speaker.language), speaker.t);
  return [...choices, ...differing].map(({ text }) => text);
}

/** The document that must bear a signature before the next step: the proposed list, then the notice. */
const signedBefore: Partial<Record<BindingMoment, ReportKind>> = { publicity: 'shortlist', final: 'publicity' };

function unsignedOf(store: ReadStore, round: RoundRow, moment: BindingMoment, { t }: Speaker): string[] {
  const kind = signedBefore[moment];
  if (kind === undefined) return [];
  const made = listExports(store, round.id).filter((one) => one.kind === kind);
  if (made.some(({ signedBy }) => signedBy.length > 0)) return [];
  return [t(made.length === 0 ? 'rounds.lacking.unmade' : 'rounds.lacking.unsigned', { document: t(nameOfKind(kind)) })];
}

const ofKind = (what: Lacking['what'], texts: readonly string[], blocks = true): Lacking[] => texts.map((text) => ({ what, text, blocks }));

/** What is missing at a moment; declarations that experts give on their laptops stand in nobody's way before the tasks went out. */
export function readLacking(store: ReadStore, roundId: string, moment: BindingMoment, speaker: Speaker): Lacking[] {
  const round = requireRound(store, roundId);
  const before = moment === 'scoring';
  const list = !before && moment !== 'ending';
  const scored = isScored(store, round);
  const saved = listMinutes(store, roundId).length > 0;
  return [
    ...(scored && !before ? missingSeats(store, round, 'sheets', true, speaker) : []),
    ...(scored ? missingSeats(store, round, 'declarations', !before, speaker) : []),
    ...(scored ? ofKind('panel', panelsOf(store, round, speaker)) : []),
    ...(scored ? ofKind('stages', stagesOf(store, round, moment, speaker)) : []),
    ...ofKind('supplement', supplementsOf(store, round, speaker)),
    ...conditionsOf(store, round, moment, speaker),
    ...(scored && !before ? ofKind('blocked', blockedOf(store, round, speaker)) : []),
    ...ofKind('unsigned', unsignedOf(store, round, moment, speaker)),
    ...(!list || saved || schemeOf(store, round).kind === 'checklist' ? [] : ofKind('minutes', [speaker.t('rounds.lacking.minutes')])),
  ];
}

/**
 * Lets a moment pass where nothing is missing, or where a person gave a reason, which goes on record with all that was missing.
 * @throws round/not-ready, which names each
 */
export function requireReady(
  tx: WriteStore,
  roundId: string,
  moment: BindingMoment,
  despite: string | undefined,
  call: Speaker & Pick<Call, 'append'>,
): void {
  requireNothing(tx, roundId, { moment, lacking: readLacking(tx, roundId, moment, call) }, despite, call);
}

/** The same of what was found missing already. @throws round/not-ready */
export function requireNothing(
  tx: WriteStore,
  roundId: string,
  { moment, lacking }: { readonly moment: BindingMoment; readonly lacking: readonly Lacking[] },
  despite: string | undefined,
  { append }: Pick<Call, 'append'>,
): void {
  const items = lacking.filter(({ blocks }) => blocks).map(({ text }) => text);
  if (items.length === 0) return;
  if (despite === undefined) refuse('round/not-ready', { items });
  append(tx, { kind: 'round.proceed', entity: `round:${roundId}`, new: { moment, lacking: items }, reason: despite });
}
