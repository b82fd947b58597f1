/** 会议记录: who met where and when, what was decided and why, as the events tell it. People go on from the draft; every saved text is kept. */
import type { Output } from '../../../domain/contract/api.ts';
import { headings } from '../../../domain/report/phrases.ts';
import { wordsOfSubject } from '../../../domain/report/subject-words.ts';
import { isScorer } from '../../../domain/rubric/leaves.ts';
import { sealCode } from '../../../domain/scoring/seal-code.ts';
import { stageSentences } from '../../../domain/report/score-tables.ts';
import { nameStages } from '../../../domain/tally/derivation.ts';
import { stageNames, stageNotes, type StageEvent } from '../tally/stages.ts';
import { panelAgreement } from '../../../domain/tally/agreement.ts';
import { localText, type TextParams } from '../../../domain/text.ts';
import { Refusal } from '../../../domain/result.ts';
import { listAllApplications, listApplications, listRoundRulings } from '../../../db/queries/applications.ts';
import { listEvents, type EventRow } from '../../../db/queries/events.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import { listRoundSheets } from '../../../db/queries/scores.ts';
import { getPublicity, insertMinutes, listMinutes, listObjections, type MinutesRow } from '../../../db/queries/publicity.ts';
import { listMissing, listSeats } from '../../../db/queries/seats.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { countingOf } from '../rounds/calendar.ts';
import type { Handlers } from '../session/dispatch.ts';
import { missingView } from '../scoring/missing-sheets.ts';
import { requireRound, rubricOf, schemeOf, settingsOf } from '../session/lookups.ts';
import { isScored } from '../session/scored.ts';
import { leftSentences, supplementSentences } from '../admission/left.ts';
import { evaluationsOf } from '../applications/round-evaluations.ts';
import type { Call } from '../session/session.ts';
import { deliberationLines } from './deliberated.ts';
import { proposeShortlist } from './proposal.ts';
import { explainedOutliers } from '../tally/explanations.ts';
import { runTally, withoutType } from '../tally/run-tally.ts';
import { type RoundTally } from '../tally/round-tally.ts';

type Draft = Output<'minutes.draft'>;
type Section = Draft['sections'][number];

/** What the sections are written from. */
interface Matter {
  readonly store: ReadStore;
  readonly roundId: string;
  readonly call: Call;
  readonly say: (key: string, params?: TextParams) => string;
  /** under review */
  readonly parks: ReadonlyMap<string, string>;
  /** whoever applied, also those that left the review */
  readonly applicants: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
}

/** Events of one kind with the ids in their entity ("conflict:<person>/<park>"), of this round only. */
function eventsOf(
  { store, parks }: Matter,
  prefix: string,
  kinds: readonly string[],
): { event: EventRow; ids: string[]; park: string; now: Record<string, unknown> }[] {
  return listEvents(store, { entity: `${prefix}:*`, limit: 1_000_000 }).flatMap((event) => {
    if (!kinds.includes(event.kind)) return [];
    const ids = event.entity.slice(prefix.length + 1).split('/');
    const parkId = ids.find((id) => parks.has(id));
    if (parkId === undefined) return [];
    return [{ event, ids, park: parks.get(parkId) ?? '', now: event.new ? (JSON.parse(event.new) as Record<string, unknown>) : {} }];
  });
}

/** Words that people wrote, as part of a sentence that has its own full stop. */
function unstopped(value: string): string {
  return value.replace(/[。.；;，,\s]+$/u, '');
}

const wordsOfPeople: ReadonlySet<string> = new Set(['reason', 'text', 'because']);

function meeting({ store, roundId, call, say }: Matter, heldOn: string, place: string): string[] {
  const round = requireRound(store, roundId);
  const scheme = schemeOf(store, round);
  const { institution, commission } = settingsOf(round);
  return [
    say('when', { date: heldOn }),
    say('where', { place: place || say('blank') }),
    say('basis', {
      title: localText(scheme.title, call.language),
      number: scheme.documentNo ? say('documentNo', { number: scheme.documentNo }) : '',
    }),
    ...(institution ? [say('institution', { name: institution })] : []),
    ...(commission ? [say('commission', { name: commission })] : []),
  ];
}

function people({ store, roundId, call, say }: Matter): string[] {
  return listPersons(store, roundId)
    .filter(({ assigned, role }) => assigned > 0 || role === 'leader' || role === 'secretary')
    .map(({ name, organisation, title, role }) =>
      say('person', {
        name,
        role: call.t(`common.role.${role}`),
        of: [organisation, title].filter((part) => part !== '').join(say('comma')) || say('blank'),
      }),
    );
}

/** Whose declaration is not in, with the parks; null where no seat asks for one. */
function undeclared({ store, roundId, call, say }: Matter): string[] | null {
  const rubric = rubricOf(requireRound(store, roundId));
  const experts = new Set(listPersons(store, roundId).flatMap((one) => (isScorer(rubric, one) ? [one.id] : [])));
  if (!listSeats(store, roundId).some(({ personId }) => experts.has(personId))) return null;
  const open = listMissing(store, roundId, 'declarations').filter(({ personId }) => experts.has(personId));
  return [...Map.groupBy(open, ({ personId }) => personId).values()].map((own) =>
    say('undeclared', { name: own[0]?.name ?? '', parks: own.map(({ parkName }) => parkName).join(call.t('common.comma')) }),
  );
}

/** The last declaration of a pair counts; nobody is said to have declared who has not. */
function recusals(matter: Matter): string[] {
  const { call, say, names } = matter;
  const last = new Map(
    eventsOf(matter, 'conflict', ['conflict.declare', 'conflict.correct', 'conflict.takeBack']).map((one) => [one.event.entity, one]),
  );
  const lines = [...last.values()].flatMap(({ event, ids, park, now }) =>
    typeof now['relation'] !== 'string' || now['relation'] === 'none'
      ? []
      : [
          say('recused', {
            name: names.get(ids[0] ?? '') ?? '',
            park,
            relation: call.t(`common.relation.${now['relation']}`),
            reason: event.reason ?? say('noReason'),
          }),
        ],
  );
  const open = undeclared(matter);
  return lines.length > 0 || open === null || open.length > 0 ? [...lines, ...(open ?? [])] : [say('noRecusals')];
}

function eligibility(matter: Matter): string[] {
  const { store, roundId, call, say, parks, applicants } = matter;
  const scheme = schemeOf(store, requireRound(store, roundId));
  const articles = new Map(scheme.conditions.map(({ id, article }) => [id, article]));
  const overall = [...evaluationsOf(store, roundId)].map(([id, { overall: verdict }]) =>
    say('eligible', { park: parks.get(id) ?? '', verdict: call.t(`common.verdict.${verdict}`) }),
  );
  const last = new Map(eventsOf(matter, 'ruling', ['eligibility.decide']).map((one) => [one.event.entity, one]));
  // what was opened again since is no ruling any more
  const standing = new Set(
    [...listRoundRulings(store, roundId).values()].flat().map((one) => `ruling:${one.applicationId}/${one.conditionId}`),
  );
  const rulings = [...last.values()]
    .filter(({ event }) => standing.has(event.entity))
    .map(({ event, ids, park, now }) =>
      say('ruling', {
        park,
        article: articles.get(ids[1] ?? '') ?? '',
        outcome: say(`outcome.${String(now['outcome'])}`),
        reason: event.reason ?? say('noReason'),
      }),
    );
  return [
    say('parks', { counted: wordsOfSubject(call.language, scheme.subject).counted(applicants.size) }),
    ...leftSentences(store, roundId, call),
    ...supplementSentences(store, roundId, call),
    ...overall,
    ...rulings,
  ];
}

function rubricChanges({ store, roundId, say }: Matter): string[] {
  return listEvents(store, { entity: `round:${roundId}`, limit: 100_000 }).flatMap(({ kind, at, reason }) =>
    kind === 'round.openScoring'
      ? [say('scoringOpened', { date: dateInChina(at) })]
      : kind === 'round.endScoring'
        ? [say('scoringEnded', { date: dateInChina(at) })]
        : kind === 'round.reopenRubric' || kind === 'round.resumeScoring'
          ? [
              say(kind === 'round.reopenRubric' ? 'rubricReopened' : 'scoringResumed', {
                date: dateInChina(at),
                reason: reason ?? say('noReason'),
              }),
            ]
          : [],
  );
}

/** When each stage began and ended, for whom, and for what reason where one was needed. */
function stageChanges({ store, roundId, call, say }: Matter, nameOf: (key: string) => string): string[] {
  const { t } = call;
  return listEvents(store, { entity: `round:${roundId}`, limit: 100_000 }).flatMap(({ kind, at, reason, new: now }) => {
    if (!['stage.open', 'stage.close', 'stage.reopen'].includes(kind)) return [];
    const { stage, admission, left = [], lacking = [] } = JSON.parse(now ?? '{}') as StageEvent;
    const said = { stage: nameOf(stage), date: dateInChina(at), reason: unstopped(reason ?? say('noReason')) };
    if (kind === 'stage.reopen') return [say('stageReopened', said)];
    if (kind === 'stage.close')
      return [say(lacking.length > 0 ? 'stageClosedWithout' : 'stageClosed', { ...said, lacking: lacking.join(t('common.comma')) })];
    if (!admission) return [say('stageOpened', said)];
    const parks = left.map(({ parkName }) => parkName).join(t('common.comma')) || say('stageNobody');
    return [
      admission.by === 'top'
        ? say('stageOpenedTop', { ...said, count: admission.count, parks })
        : say('stageOpenedMinimum', { ...said, points: admission.points, parks }),
    ];
  });
}

/** What went on though something was missing: all of it by name, and why. */
function proceeded({ store, roundId, say }: Matter): string[] {
  return listEvents(store, { entity: `round:${roundId}`, limit: 100_000 }).flatMap(({ kind, at, reason, new: now }) => {
    if (kind !== 'round.proceed') return [];
    const { moment, lacking } = JSON.parse(now ?? '{}') as { readonly moment: string; readonly lacking: readonly string[] };
    const head = say(`proceeded.${moment}`, { date: dateInChina(at), reason: reason ?? say('noReason') });
    return [head, ...lacking.map((text) => say('proceeded.lacking', { text }))];
  });
}

/** With what each sheet that counts was sealed, by expert: whoever keeps the minutes can tell a later sheet from it. */
function seals({ store, roundId, say, names, parks }: Matter, run: RoundTally): string[] {
  const digests = new Map(
    listRoundSheets(store, roundId).map(({ personId, applicationId, digest }) => [`${personId}/${applicationId}`, digest]),
  );
  return Array.from(names).flatMap(([personId, name]) => {
    const own = run.sheets.flatMap((sheet) => {
      const digest = sheet.personId === personId ? digests.get(`${personId}/${sheet.applicationId}`) : null;
      return digest ? [say('seal', { park: parks.get(sheet.applicationId) ?? '', code: sealCode(digest) })] : [];
    });
    return own.length > 0 ? [say('seals', { name, seals: own.join(say('comma')) })] : [];
  });
}

function scoring(matter: Matter, run: RoundTally): string[] {
  const { store, roundId, call, say, names } = matter;
  const { t } = call;
  const reopened = eventsOf(matter, 'sheet', ['score.reopen']).map(({ event, ids, park, now }) =>
    say('sheetReopened', {
      name: names.get(ids[0] ?? '') ?? '',
      park,
      cause: t(`tally.reopen.${String(now['cause'])}`),
      reason: event.reason ?? say('noReason'),
    }),
  );
  const nameOf = stageNames(run.rubric, call.language);
  const [first] = run.result.derivation;
  const stages = first ? stageSentences(t, nameStages(first, nameOf), run.result.rules) : [];
  const rule =
    first && !first.stages ? t(first.dropEachEnd === 0 ? 'tally.line.noTrim' : 'tally.line.trim', { count: first.dropEachEnd }) : '';
  const outliers = explainedOutliers(store, roundId, run.result.outliers).map((one) =>
    say(one.explanation ? 'outlierExplained' : 'outlier', {
      name: names.get(one.personId) ?? '',
      park: matter.parks.get(one.applicationId) ?? '',
      value: one.value,
      mean: one.mean,
      percent: one.deviationPercent,
      text: one.explanation?.text ?? '',
    }),
  );
  const noteOf = stageNotes(store, run, t, nameOf);
  const missing = missingView(store, run.round, call);
  const ranked = missing && !missing.settled ? 'rankProvisional' : 'rank';
  return [
    ...rubricChanges(matter),
    ...stageChanges(matter, nameOf),
    say('sheets', { count: run.sheets.length }),
    ...seals(matter, run),
    ...reopened,
    ...(rule ? [say('rule', { rule })] : []),
    ...stages,
    ...(missing ? [missing.text] : []),
    ...run.result.ranking.map(({ parkName, total, rank, tied }) => say(`${ranked}${tied ? 'Tied' : ''}`, { park: parkName, total, rank })),
    ...run.result.unscored.map((id) => {
      const park = matter.parks.get(id) ?? '';
      return noteOf(id, park) ?? t('tally.unscored', { park });
    }),
    ...outliers,
    ...panelAgreement(run.panel()).sentences.map(({ key, params }) => t(key, params)),
  ];
}

function decisions(matter: Matter): string[] {
  const { store, roundId, call, say } = matter;
  const round = requireRound(store, roundId);
  const { answer } = proposeShortlist(store, roundId, call);
  // a rule book without types has as many places as applicants until people set a number
  const isLimited = schemeOf(store, round).types.length > 0 || settingsOf(round).quotas?.[withoutType] !== undefined;
  return answer.types.flatMap(({ label, quota, listed, over, rows }) => [
    say(!isLimited ? 'listed' : over > 0 ? 'quotaOver' : 'quota', { type: label, quota, listed, over }),
    ...rows.map((row) =>
      say(row.departure ? 'departure' : row.decision?.reason ? 'decisionReason' : 'decision', {
        park: row.parkName,
        result: call.t(`shortlist.list.${row.result}`),
        proposed: call.t(`shortlist.result.${row.proposed}`),
        because: row.because.join(call.t('shortlist.and')) || say('byRank'),
        reason: row.decision?.reason ?? '',
      }),
    ),
  ]);
}

function publicity({ store, roundId, say, applicants }: Matter): string[] {
  const row = getPublicity(store, roundId);
  if (!row) return [];
  const objections = listObjections(store, row.id).map(({ applicationId, objector, text, outcome, reason, raisedOn }) =>
    say(outcome ? 'objectionResolved' : 'objection', {
      date: raisedOn,
      objector,
      park: applicants.get(applicationId) ?? '',
      text,
      outcome: outcome ? say(`objection.${outcome}`) : '',
      reason: reason ?? '',
    }),
  );
  return [
    say(`publicity.${countingOf(store, roundId)}`, { date: row.opensOn, days: row.workingDays, version: row.listVersion }),
    ...(objections.length > 0 ? objections : [say('noObjections')]),
  ];
}

/** Figures that cannot be made yet are left out, with the reason; of a round that is over nothing is to come. */
function whereThereAre(lines: () => string[], { store, roundId, call }: Matter): string[] {
  try {
    return lines();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return requireRound(store, roundId).state === 'closed' ? [] : [call.t('minutes.notYet')];
  }
}

/** What was scored, decided and published. */
function judged(matter: Matter): [string, string[]][] {
  const { store, roundId } = matter;
  const scored = isScored(store, requireRound(store, roundId));
  return [
    ['scoring', scored ? whereThereAre(() => scoring(matter, runTally(store, roundId)), matter) : []],
    ['deliberation', deliberationLines(store, roundId, matter.call.t)],
    ['proceeded', proceeded(matter)],
    ['decisions', whereThereAre(() => decisions(matter), matter)],
    ['publicity', publicity(matter)],
  ];
}

function draft(store: ReadStore, roundId: string, call: Call, heldOn: string, place: string): Draft {
  const round = requireRound(store, roundId);
  const say = (key: string, params?: TextParams) =>
    call.t(
      `minutes.${key}`,
      params &&
        Object.fromEntries(
          Object.entries(params).map(([name, value]) => [name, wordsOfPeople.has(name) ? unstopped(String(value)) : value]),
        ),
    );
  const matter: Matter = {
    store,
    roundId,
    call,
    say,
    parks: new Map(listApplications(store, roundId).map(({ id, parkName }) => [id, parkName])),
    applicants: new Map(listAllApplications(store, roundId).map(({ id, parkName }) => [id, parkName])),
    names: new Map(listPersons(store, roundId).map(({ id, name }) => [id, name])),
  };
  const number = headings(call.t, call.language);
  const isChecklist = schemeOf(store, requireRound(store, roundId)).kind === 'checklist';
  const parts: [string, string[]][] = [
    ['meeting', meeting(matter, heldOn, place)],
    ['people', people(matter)],
    ['recusals', recusals(matter)],
    ['eligibility', eligibility(matter)],
    // a list of tasks is not scored, and lists nobody
    ...(isChecklist ? [] : judged(matter)),
  ];
  const sections = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([key, lines]): Section => ({ heading: number.first(say(`heading.${key}`)).text, lines }));
  const title = say('title', { round: round.name });
  const text = [title, ...sections.map(({ heading, lines }) => [heading, ...lines].join('\n')), say('signed')].join('\n\n');
  return { heldOn, place, title, sections, text };
}

const view = ({ version, heldOn, place, text, at }: MinutesRow): Output<'minutes.save'> => ({ version, heldOn, place, text, at });

export const minutesHandlers = {
  'minutes.draft'(store, { roundId, heldOn, place }, call) {
    return draft(store, roundId, call, heldOn ?? dateInChina(call.at), place ?? '');
  },
  'minutes.save'(tx, { roundId, text, heldOn, place }, { at, append }) {
    requireRound(tx, roundId);
    const row = insertMinutes(tx, { roundId, text, heldOn, place, at });
    append(tx, {
      kind: 'minutes.save',
      entity: `minutes:${roundId}/${row.version}`,
      new: { version: row.version, heldOn, place, text },
    });
    return view(row);
  },
  'minutes.versions'(store, { roundId }) {
    requireRound(store, roundId);
    return listMinutes(store, roundId).map(view);
  },
} satisfies Partial<Handlers>;
