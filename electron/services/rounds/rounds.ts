import type { MethodName, Output } from '../../../domain/contract/api.ts';
import { localText, type Translate } from '../../../domain/text.ts';
import { asksPublication } from '../../../domain/scheme/validity.ts';
import type { SchemeKind } from '../../../domain/scheme/scheme.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { listJudges, listPersons } from '../../../db/queries/panel.ts';
import { getPublicity } from '../../../db/queries/publicity.ts';
import { countRoundSteps, hasDocuments, hasRows, insertRound, listRounds, updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { hashOf } from '../../io/hash.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { periodOf } from './calendar.ts';
import { isSettled } from '../scoring/ended.ts';
import { isScored } from '../session/scored.ts';
import { roundNotes } from '../applications/round-notes.ts';
import { outOf, schemeOf, requireRound, requireUnclosed, rubricOf, settingsOf } from '../session/lookups.ts';
import type { Handlers } from '../session/dispatch.ts';
import { evaluateRound } from '../applications/round-evaluations.ts';
import { pick } from '../../../domain/pick.ts';
import { spokenOf } from '../../../domain/report/subject-words.ts';
import { isScorer } from '../../../domain/rubric/leaves.ts';

type Step = Output<'rounds.get'>['steps'][number];

function stepOf(step: Step['step'], done: number, of: number): Step {
  return { step, state: of > 0 && done >= of ? 'done' : done > 0 ? 'doing' : 'todo', done, of };
}

/** How many of its days have passed; a publicity that was withdrawn has not begun. */
function publicityStep(store: ReadStore, roundId: string, today: string): Step {
  const row = getPublicity(store, roundId);
  if (!row || row.state === 'withdrawn') return { step: 'publicity', state: 'todo', done: 0, of: 0 };
  const { days } = periodOf(store, row);
  const done = row.state === 'closed' ? row.workingDays : days.filter((day) => day < today).length;
  return { step: 'publicity', state: row.state === 'closed' ? 'done' : 'doing', done, of: row.workingDays };
}

/** Steps that a kind of round does not go through: an assessment is settled as a whole, a task list is neither scored nor listed. */
const leftOut: Partial<Record<SchemeKind, readonly Step['step'][]>> = {
  assessment: ['publicity'],
  checklist: ['panel', 'scoring', 'exchange', 'tally', 'shortlist', 'publicity'],
};

function stepsOf(store: ReadStore, row: RoundRow, today: string): Step[] {
  const rubric = rubricOf(row);
  const isLeftOut = outOf(row);
  const scorers = listJudges(store, row.id).filter((one) => isScorer(rubric, one));
  const applications = settingsOf(row).stages ? listApplications(store, row.id) : [];
  const out = scorers.flatMap((one) => applications.flatMap(({ id }) => (isLeftOut(one, id) ? [`${one.id}/${id}`] : [])));
  const n = countRoundSteps(
    store,
    row.id,
    scorers.map(({ id }) => id),
    out,
  );
  const decidable = [...evaluateRound(store, row.id).values()].filter(({ evaluation }) => evaluation.overall !== 'missing').length;
  const { kind } = schemeOf(store, row);
  const steps = [
    stepOf('packages', n.accepted, n.applications),
    stepOf('eligibility', decidable, n.applications),
    stepOf('panel', n.declared, n.assigned),
    stepOf('scoring', n.submitted, n.due),
    stepOf('visits', n.visitsClosed, n.visited),
    stepOf('exchange', n.handedBack, n.handedOut),
    stepOf('tally', n.due > 0 && (n.submitted === n.due || isSettled(row)) ? 1 : 0, 1),
    kind === 'assessment' ? stepOf('shortlist', row.state === 'closed' ? 1 : 0, 1) : stepOf('shortlist', n.decided, n.applications),
    publicityStep(store, row.id, today),
    stepOf('documents', n.signed, n.applications + 1),
  ];
  const nowhere: readonly Step['step'][] = kind === 'checklist' && n.visited === 0 ? ['visits'] : [];
  const unscored: readonly Step['step'][] = kind === 'reward' && !isScored(store, row) ? ['panel', 'scoring', 'exchange', 'tally'] : [];
  return steps.filter(({ step }) => !leftOut[kind]?.includes(step) && !unscored.includes(step) && !nowhere.includes(step));
}

/** The remarks on a round as a whole, as sentences. */
export function notesOf(store: ReadStore, row: RoundRow, t: Translate): string[] {
  return roundNotes(store, schemeOf(store, row), row).map(({ key, params }) => t(key, params));
}

export const roundHandlers = {
  'rounds.create'(tx, input, { session, at, append, t }) {
    const scheme = session.scheme(input.schemeId);
    const roundId = session.newId();
    const row: RoundRow = {
      id: roundId,
      schemeId: scheme.id,
      scheme: JSON.stringify(scheme),
      rubric: scheme.rubric ? JSON.stringify(scheme.rubric) : null,
      rubricFrozenAt: null,
      name: input.name,
      appliedOn: input.appliedOn,
      settings: JSON.stringify(input.settings ?? {}),
      state: 'preparing',
      createdAt: at,
    };
    insertRound(tx, row);
    append(tx, {
      kind: 'round.create',
      entity: `round:${roundId}`,
      new: {
        schemeId: row.schemeId,
        name: row.name,
        appliedOn: row.appliedOn,
        settings: input.settings ?? {},
        scheme: hashOf(Buffer.from(row.scheme)),
      },
    });
    return { roundId, notes: notesOf(tx, row, t) };
  },
  'rounds.check'(store, { schemeId, appliedOn, publishedOn }, { session, t }) {
    const scheme = session.scheme(schemeId);
    const settings = JSON.stringify({ ...(publishedOn !== undefined && { publishedOn }) });
    return {
      notes: roundNotes(store, scheme, { id: '', schemeId: scheme.id, appliedOn, settings }).map(({ key, params }) => t(key, params)),
      asksPublication: asksPublication(scheme),
    };
  },
  'rounds.setPublished'(tx, { roundId, publishedOn, reason }, { append, t }) {
    const row = requireUnclosed(tx, roundId);
    const { publishedOn: before = null, ...rest } = settingsOf(row);
    const settings = JSON.stringify({ ...rest, ...(publishedOn !== null && { publishedOn }) });
    updateRound(tx, roundId, { settings });
    append(tx, { kind: 'round.setPublished', entity: `round:${roundId}`, old: { publishedOn: before }, new: { publishedOn }, reason });
    return { notes: notesOf(tx, { ...row, settings }, t) };
  },
  'rounds.list'(store) {
    const opened = listExchangeFiles(store, { direction: 'opened' });
    return listRounds(store).map(({ id, archived, ...rest }) => ({
      roundId: id,
      ...rest,
      archived: archived === 1,
      owners: [...new Set(opened.filter(({ roundId }) => roundId === id).map(({ personId }) => personId))].sort(),
    }));
  },
  'rounds.get'(store, { roundId }, { session, language, t }) {
    const row = requireRound(store, roundId);
    return {
      roundId,
      ...pick(row, 'schemeId', 'name', 'appliedOn', 'state', 'createdAt', 'rubricFrozenAt'),
      schemeTitle: localText(schemeOf(store, row).title, language),
      subject: spokenOf(schemeOf(store, row).subject, language),
      types: schemeOf(store, row).types.map((type) => ({ id: type.id, label: localText(type.label, language) })),
      schemeKind: schemeOf(store, row).kind,
      followUpOf: settingsOf(row).followUpOf ?? null,
      settings: settingsOf(row),
      rubric: rubricOf(row),
      steps: stepsOf(store, row, dateInChina(session.now())),
      notes: notesOf(store, row, t),
      scored: isScored(store, row),
      asksReason: hasDocuments(store, roundId),
      empty: row.state === 'preparing' && !hasRows(store, roundId) && listPersons(store, roundId).every(({ bound }) => bound === 0),
      asksPublication: asksPublication(schemeOf(store, row)),
    };
  },
} satisfies Partial<Handlers> & Partial<Record<MethodName, unknown>>;
