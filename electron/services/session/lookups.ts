/** What nearly every service looks up first: the round with its rule book, the person, the application; each is refused by name where it is not there. */
import { refuse } from '../../../domain/result.ts';
import type { Field } from '../../../domain/condition/condition.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { rubricFor } from '../../../domain/rubric/leaves.ts';
import { isOut, stageFor, type Judge } from '../../../domain/rubric/stages.ts';
import { completeRubric, type Rubric, type WrittenRubric } from '../../../domain/rubric/model.ts';
import { roundSettings } from '../../../domain/contract/rounds.ts';
import { getApplication, type ApplicationRow } from '../../../db/queries/applications.ts';
import { hasLeft } from '../../../domain/application/status.ts';
import { statusOf } from '../../../db/queries/admission/status.ts';
import { getPerson, type PersonRow } from '../../../db/queries/panel.ts';
import { getRound, type RoundRow } from '../../../db/queries/rounds.ts';
import { getReplacement } from '../../../db/queries/seats.ts';
import { perConnection, type ReadStore } from '../../../db/store/open.ts';

export function requireRound(store: ReadStore, roundId: string): RoundRow {
  return getRound(store, roundId) ?? refuse('round/unknown', { roundId });
}

/** A round whose result is not settled yet. @throws round/unknown, round/closed */
export function requireUnclosed(store: ReadStore, roundId: string): RoundRow {
  const round = requireRound(store, roundId);
  if (round.state === 'closed') refuse('round/closed', { round: round.name });
  return round;
}

/** A round that lists somebody: a list of tasks is read, and nobody is recognised by it. @throws round/unknown, round/checklist */
export function requireListing(store: ReadStore, roundId: string): RoundRow {
  const round = requireRound(store, roundId);
  return schemeOf(store, round).kind === 'checklist' ? refuse('round/checklist', { round: round.name }) : round;
}

const parsedSchemes = perConnection(() => new Map<string, { readonly text: string; readonly scheme: Scheme }>());

/** The round's own copy of its rule book; parsed once, for it never changes, unless what brought it was rolled back. */
export function schemeOf(store: ReadStore, { id, scheme: text }: Pick<RoundRow, 'id' | 'scheme'>): Scheme {
  const parsed = parsedSchemes(store);
  const known = parsed.get(id);
  if (known?.text === text) return known.scheme;
  const scheme = parseScheme(JSON.parse(text));
  parsed.set(id, { text, scheme });
  return scheme;
}

/** The round's own rubric, or null where its rule book has none. One stored before defaults were filled in reads like any other. */
export function rubricOf(row: Pick<RoundRow, 'rubric'>): Rubric | null {
  return row.rubric === null ? null : completeRubric(JSON.parse(row.rubric) as WrittenRubric);
}

/** The part of a round's rubric that a member is asked of an application; null where the round has none. */
export function rubricOfSeat(store: ReadStore, round: RoundRow, personId: string, applicationId: string): Rubric | null {
  const rubric = rubricOf(round);
  const { role, stage } = getPerson(store, personId) ?? { role: 'expert', stage: null };
  return rubric && rubricFor(rubric, { role, stage, type: getApplication(store, applicationId)?.type ?? null });
}

/** Whether an application did not pass into the stage that a member judges; never of a rubric without stages. */
export function outOf(round: Pick<RoundRow, 'rubric' | 'settings'>): (judge: Judge, applicationId: string) => boolean {
  const progress = settingsOf(round).stages;
  const rubric = progress ? rubricOf(round) : null;
  if (!progress || !rubric) return () => false;
  return (judge, applicationId) => {
    const stage = stageFor(rubric, judge);
    return stage !== null && isOut(progress, stage.key, applicationId);
  };
}

/** The parks of which no sheet is due from a member, for they did not pass into the member's stage. */
export function parksOut(store: ReadStore, person: Pick<PersonRow, 'roundId' | 'role' | 'stage'>): readonly string[] {
  const round = requireRound(store, person.roundId);
  const progress = settingsOf(round).stages;
  const stage = progress && stageFor(rubricOf(round) ?? {}, person);
  return (stage && progress[stage.key]?.out) ?? [];
}

/** @throws round/no-rubric */
export function requireRubric(row: Pick<RoundRow, 'rubric' | 'schemeId'>): Rubric {
  return rubricOf(row) ?? refuse('round/no-rubric', { schemeId: row.schemeId });
}

export function settingsOf(row: Pick<RoundRow, 'settings'>) {
  return roundSettings.parse(JSON.parse(row.settings));
}

/** The cut-offs that hold in a round: its own, else the scheme's. */
export function gradesOf(store: ReadStore, round: RoundRow) {
  const { gradesFrom100 = {} } = settingsOf(round);
  return schemeOf(store, round).results.grades.map((grade) => ({ ...grade, from100: gradesFrom100[grade.id] ?? grade.from100 }));
}

export function requirePerson(store: ReadStore, personId: string): PersonRow {
  return getPerson(store, personId) ?? refuse('person/unknown', { personId });
}

/** Somebody who still sits on the panel. @throws person/unknown, person/replaced */
export function requireMember(store: ReadStore, personId: string): PersonRow {
  const person = requirePerson(store, personId);
  if (getReplacement(store, personId)) refuse('person/replaced', { name: person.name });
  return person;
}

export function requireApplication(store: ReadStore, applicationId: string): ApplicationRow {
  return getApplication(store, applicationId) ?? refuse('application/unknown', { applicationId });
}

/** An application that is under review: nothing new is asked or decided of another. @throws application/left */
export function requireReviewed(store: ReadStore, { id, parkName }: Pick<ApplicationRow, 'id' | 'parkName'>): void {
  const status = statusOf(store, id);
  if (hasLeft(status)) refuse('application/left', { park: parkName, status });
}

/** An application of this very round; one of another is told as one that is not there. @throws application/unknown */
export function requireApplicationOf(store: ReadStore, roundId: string, applicationId: string): ApplicationRow {
  const application = requireApplication(store, applicationId);
  return application.roundId === roundId ? application : refuse('application/unknown', { applicationId });
}

/** @throws scheme/unknown-field */
export function requireField(scheme: Scheme, key: string): Field {
  return scheme.fields.find((field) => field.key === key) ?? refuse('scheme/unknown-field', { key, schemeId: scheme.id });
}
