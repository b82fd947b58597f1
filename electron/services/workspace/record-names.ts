/** 记录中的名称: what parks, people, rounds and the rest were called when an event happened, found from the events that named them. */
import type { EventKind } from '../../../domain/record/kinds.ts';
import type { Names } from '../../../domain/record/names.ts';
import { allCriteria } from '../../../domain/rubric/leaves.ts';
import { completeRubric, type Rubric, type WrittenRubric } from '../../../domain/rubric/model.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import type { LocalText } from '../../../domain/text.ts';
import { visitChecklist } from '../../../domain/visit/checklist.ts';
import { genesis, getChainHead, getEvent, listNamingEvents, type NamingRow } from '../../../db/queries/events.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getObjection } from '../../../db/queries/publicity.ts';
import { getExport, listIdentities } from '../../../db/queries/results.ts';
import { getExpert } from '../../../db/queries/roster.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getVisit } from '../../../db/queries/visits.ts';
import { perConnection, type ReadStore } from '../../../db/store/open.ts';
import { rubricOf, schemeOf } from '../session/lookups.ts';
import { newMark, type Mark } from '../session/since.ts';

const naming: readonly EventKind[] = [
  'application.add',
  'application.rename',
  'identity.institution',
  'identity.member',
  'identity.root',
  'package.import',
  'package.replace',
  'package.takeOver',
  'panel.add',
  'panel.edit',
  'panel.remove',
  'panel.replace',
  'publicity.object',
  'report.export',
  'roster.add',
  'roster.edit',
  'roster.merge',
  'roster.remove',
  'round.create',
  'round.delete',
  'round.edit',
  'round.openScoring',
  'round.setRubric',
  'siteVisit.close',
  'siteVisit.edit',
  'siteVisit.open',
];

/** Something said of a thing, from an event on. */
interface Since<T> {
  readonly seq: number;
  readonly said: T;
}

class History<T> {
  readonly #byId = new Map<string, Since<T>[]>();

  add(id: string, seq: number, said: T | null): void {
    if (said === null || said === '') return;
    const known = this.#byId.get(id);
    if (known) known.push({ seq, said });
    else this.#byId.set(id, [{ seq, said }]);
  }

  /** What held at an event; before the first word of it, the first. */
  at(id: string, seq: number): T | undefined {
    const known = this.#byId.get(id);
    return (known?.findLast((one) => one.seq <= seq) ?? known?.[0])?.said;
  }
}

interface Book {
  readonly mark: Mark;
  parks: History<string>;
  people: History<string>;
  rounds: History<string>;
  experts: History<string>;
  holders: History<string>;
  rubrics: History<string>;
  visits: History<{ readonly applicationId: string; readonly on: string }>;
  objections: History<string>;
  documents: History<{ readonly kind: string; readonly applicationId: string | null; readonly personId: string | null }>;
  readonly parsed: Map<string, Rubric>;
}

function blankBook(): Omit<Book, 'mark'> {
  return {
    parks: new History(),
    people: new History(),
    rounds: new History(),
    experts: new History(),
    holders: new History(),
    rubrics: new History(),
    visits: new History(),
    objections: new History(),
    documents: new History(),
    parsed: new Map(),
  };
}

const books = perConnection((): Book => ({ mark: newMark(), ...blankBook() }));

function enter(book: Book, row: NamingRow): void {
  const { seq, kind, entity, name, was } = row;
  const noun = kind.slice(0, kind.indexOf('.'));
  const id = entity.slice(entity.indexOf(':') + 1);
  if (noun === 'application' || noun === 'package') book.parks.add(id, seq, row.parkName);
  else if (noun === 'identity') book.holders.add(id, seq, row.holder);
  else if (kind === 'panel.replace') {
    book.people.add(id, seq, was);
    book.people.add(row.personId ?? '', seq, name);
  } else if (noun === 'panel') book.people.add(id, seq, name ?? was);
  else if (noun === 'roster') book.experts.add(id, seq, name ?? was);
  else if (noun === 'siteVisit') {
    const before = book.visits.at(id, seq);
    const applicationId = row.applicationId ?? before?.applicationId;
    if (applicationId !== undefined) book.visits.add(id, seq, { applicationId, on: row.on ?? before?.on ?? '' });
  } else if (noun === 'publicity') book.objections.add(id, seq, row.applicationId);
  else if (noun === 'report')
    book.documents.add(id, seq, { kind: row.document ?? '', applicationId: row.applicationId, personId: row.personId });
  else {
    book.rounds.add(id, seq, name ?? was);
    book.rubrics.add(id, seq, row.rubric);
  }
}

/** The book with everything in it that was named up to now; begun anew where the chain is another, as after a restore. */
function bookOf(store: ReadStore): Book {
  const book = books(store);
  const head = getChainHead(store) ?? { seq: 0, hash: genesis };
  if (head.hash === book.mark.hash) return book;
  if (book.mark.seq > 0 && getEvent(store, book.mark.seq)?.hash !== book.mark.hash) Object.assign(book, blankBook(), { mark: newMark() });
  for (const row of listNamingEvents(store, book.mark.seq, naming)) enter(book, row);
  Object.assign(book.mark, head);
  return book;
}

/** What was asked when an event happened; `present` where no event changed it since the round was opened. */
function rubricAt(book: Book, roundId: string, seq: number, present: (roundId: string) => Rubric | null): Rubric | null {
  const text = book.rubrics.at(roundId, seq);
  if (text === undefined) return present(roundId);
  const known = book.parsed.get(text) ?? completeRubric(JSON.parse(text) as WrittenRubric);
  book.parsed.set(text, known);
  return known;
}

/** What is looked up in tables is looked up once. */
function remember<T>(find: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    if (!known.has(id)) known.set(id, find(id));
    return known.get(id) as T;
  };
}

/** Names for the events of one answer. */
export function namesIn(store: ReadStore, schemeById: (id: string) => Scheme | undefined): (seq: number) => Names {
  const book = bookOf(store);
  const application = remember((id) => getApplication(store, id));
  const schemeOfRound = remember((id): Scheme | undefined => {
    const round = getRound(store, id);
    return round && schemeOf(store, round);
  });
  const schemeOfPark = (id: string): Scheme | undefined => schemeOfRound(application(id)?.roundId ?? '');
  const fields = remember((id) => new Map(schemeOfPark(id)?.fields.map((field) => [field.key, field])));
  const holders = remember((id) => listIdentities(store).find((row) => row.id === id)?.holder ?? null);
  const person = remember((id) => getPerson(store, id)?.name ?? null);
  const expert = remember((id) => getExpert(store, id)?.name ?? null);
  const round = remember((id) => getRound(store, id)?.name ?? null);
  const visit = remember((id) => getVisit(store, id));
  const present = remember((id): Rubric | null => {
    const found = getRound(store, id);
    return found ? rubricOf(found) : null;
  });
  const criteria = new Map<Rubric, ReadonlyMap<string, LocalText>>();
  const criterion = (rubric: Rubric, id: string): LocalText | null => {
    const named = criteria.get(rubric) ?? new Map(allCriteria(rubric.criteria).map((one) => [one.id, one.name]));
    criteria.set(rubric, named);
    return named.get(id) ?? null;
  };
  return (seq) => ({
    park: (id) => book.parks.at(id, seq) ?? application(id)?.parkName ?? null,
    person: (id) => book.people.at(id, seq) ?? person(id),
    round: (id) => book.rounds.at(id, seq) ?? round(id),
    expert: (id) => book.experts.at(id, seq) ?? expert(id),
    identity: (id) => book.holders.at(id, seq) ?? holders(id),
    visit(id) {
      const row = visit(id);
      return book.visits.at(id, seq) ?? (row ? { applicationId: row.applicationId, on: row.visitedOn } : null);
    },
    objection(id) {
      const applicationId = book.objections.at(id, seq) ?? getObjection(store, id)?.applicationId;
      return applicationId == null ? null : { applicationId };
    },
    document: (id) => book.documents.at(id, seq) ?? getExport(store, id) ?? null,
    field: (applicationId, key) => fields(applicationId).get(key) ?? null,
    condition(applicationId, conditionId) {
      const found = schemeOfPark(applicationId)?.conditions.find(({ id }) => id === conditionId);
      return found ? found.label : null;
    },
    criterion(applicationId, criterionId) {
      const rubric = rubricAt(book, application(applicationId)?.roundId ?? '', seq, present);
      return rubric && criterion(rubric, criterionId);
    },
    checkItem(applicationId, checkId) {
      const scheme = schemeOfPark(applicationId);
      const items = scheme ? visitChecklist(scheme, application(applicationId)?.type ?? null) : [];
      return items.find(({ id }) => id === checkId)?.text ?? null;
    },
    type: (ofId, type) => (schemeOfRound(ofId) ?? schemeOfPark(ofId))?.types.find(({ id }) => id === type)?.label ?? null,
    stage: (roundId, key) => rubricAt(book, roundId, seq, present)?.stages?.find((one) => one.key === key)?.name ?? null,
    grade: (roundId, grade) => schemeOfRound(roundId)?.results.grades.find(({ id }) => id === grade)?.label ?? null,
    tier(of, tier) {
      const scheme = 'schemeId' in of ? schemeById(of.schemeId) : schemeOfPark(of.applicationId);
      return scheme?.tiers.find(({ id }) => id === tier)?.label ?? null;
    },
  });
}
