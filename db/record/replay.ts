/**
 * The tables against the events, value by value: what the last events say of a row must stand in it. The events are bound by their chain
 * to every document that was signed since, so that a value which was changed together with the log of rows is found all the same.
 */
import canonicalize from 'canonicalize';
import { ownedKey, writesRow, type OwnedKey } from '../../domain/exchange/owned-tables.ts';
import { contentOfEvent } from '../../domain/exchange/sheet-in-use.ts';
import { findUntoldExports } from './exports.ts';
import { findUntoldSent } from './merged.ts';
import { findUntoldPackages } from './packages.ts';
import { findUntoldRounds } from './rounds.ts';
import { findUntoldSeats } from './seats.ts';
import { listTaskOwners } from '../queries/exchange/files.ts';
import { readRow } from '../queries/exchange/owned-rows.ts';
import { statements, type ReadStore } from '../store/open.ts';

/** How events of some kinds tell of a row. */
interface Telling {
  readonly kinds: readonly string[];
  readonly table: string;
  /** the columns that the entity's parts name; by `id`, which the event names, where there are none */
  readonly key: readonly string[];
  /** column by the name that the event gives its value; `@key` what its entity names, `@verb` what its kind says */
  readonly columns: Readonly<Record<string, string>>;
  /** column of the reason that the event gives */
  readonly reason?: string;
}

const tellings: readonly Telling[] = [
  {
    kinds: ['round.create', 'round.edit'],
    table: 'round',
    key: ['id'],
    columns: { schemeId: 'scheme_id', name: 'name', appliedOn: 'applied_on' },
  },
  { kinds: ['round.openScoring'], table: 'round', key: ['id'], columns: { rubric: 'rubric' } },
  {
    kinds: ['panel.add', 'panel.edit', 'panel.setStage'],
    table: 'person',
    key: ['id'],
    columns: { name: 'name', organisation: 'organisation', title: 'title', role: 'role', stage: 'stage' },
  },
  {
    kinds: ['roster.add', 'roster.edit', 'roster.pause'],
    table: 'expert',
    key: ['id'],
    columns: {
      name: 'name',
      organisation: 'organisation',
      title: 'title',
      field: 'field',
      region: 'region',
      contact: 'contact',
      note: 'note',
      paused: 'paused',
    },
  },
  {
    kinds: ['package.import', 'package.replace', 'package.takeOver', 'application.add', 'application.rename'],
    table: 'application',
    key: ['id'],
    columns: { packageId: 'package_id', parkName: 'park_name' },
  },
  {
    kinds: ['application.admit', 'application.refuse', 'application.withdraw', 'application.restore'],
    table: 'application_status',
    key: ['application_id'],
    columns: { status: 'status', on: 'happened_on', reason: 'reason', askedBy: 'asked_by' },
  },
  {
    kinds: ['supplement.request', 'supplement.receive', 'supplement.check', 'supplement.close'],
    table: 'supplement',
    key: ['application_id', 'id'],
    columns: {
      items: 'items',
      requestedOn: 'requested_on',
      dueOn: 'due_on',
      contact: 'contact',
      state: 'state',
      receivedOn: 'received_on',
      receipt: 'receipt',
      packageId: 'package_id',
      beforePackageId: 'before_package_id',
      differences: 'differences',
      checkedAt: 'checked_at',
      checkedBy: 'checked_by',
      follows: 'follows',
    },
  },
  { kinds: ['field.set'], table: 'field_value', key: ['application_id', 'key', 'source'], columns: { value: 'value' }, reason: 'reason' },
  {
    kinds: ['eligibility.decide'],
    table: 'ruling',
    key: ['application_id', 'condition_id'],
    columns: { outcome: 'outcome' },
    reason: 'reason',
  },
  {
    kinds: ['shortlist.decide'],
    table: 'decision',
    key: ['application_id'],
    columns: { result: 'result', ground: 'ground' },
    reason: 'reason',
  },
  { kinds: ['deliberation.vote'], table: 'vote', key: ['application_id', 'question'], columns: { cast: 'kept' }, reason: 'reason' },
  { kinds: ['deliberation.dissent'], table: 'dissent', key: ['person_id', 'application_id'], columns: { text: 'text' } },
  {
    kinds: ['deliberation.opinion'],
    table: 'group_opinion',
    key: ['application_id'],
    columns: { personId: 'person_id', strengths: 'strengths', problems: 'problems', advice: 'advice' },
  },
  {
    kinds: ['list.keep'],
    table: 'list_version',
    key: ['round_id', 'version'],
    columns: { note: 'note', rows: 'rows', entered: 'entered' },
  },
  { kinds: ['minutes.save'], table: 'minutes', key: ['round_id', 'version'], columns: { heldOn: 'held_on', place: 'place', text: 'text' } },
  {
    kinds: ['publicity.object', 'publicity.resolve'],
    table: 'objection',
    key: ['id'],
    columns: {
      applicationId: 'application_id',
      raisedOn: 'raised_on',
      objector: 'objector',
      text: 'text',
      evidence: 'evidence',
      outcome: 'outcome',
    },
  },
  {
    kinds: ['title.recognised', 'title.rectify', 'title.restored', 'title.revoked'],
    table: 'title_event',
    key: [],
    columns: {
      on: 'happened_on',
      type: 'type',
      until: 'until',
      ground: 'ground',
      barredYears: 'barred_years',
      authority: 'authority',
      roundId: 'round_id',
      '@key': 'park_name',
      '@verb': 'kind',
    },
  },
  { kinds: ['reward.propose'], table: 'award', key: ['application_id', 'tier'], columns: { amount: 'amount' }, reason: 'reason' },
  {
    kinds: ['reward.grant', 'reward.correct'],
    table: 'granted_award',
    key: [],
    columns: { schemeId: 'scheme_id', tier: 'tier', amount: 'amount', on: 'granted_on', roundId: 'round_id', '@key': 'park_name' },
    reason: 'reason',
  },
  { kinds: ['panel.replace'], table: 'replacement', key: ['person_id'], columns: { personId: 'by_person_id' }, reason: 'reason' },
  { kinds: ['score.void'], table: 'void_sheet', key: ['person_id', 'application_id'], columns: { cause: 'cause' }, reason: 'reason' },
  { kinds: ['calendar.set'], table: 'calendar_year', key: ['year'], columns: { holidays: 'holidays', workdays: 'workdays' } },
];

const tellingOf = new Map(tellings.flatMap((telling) => telling.kinds.map((kind) => [kind, telling])));

/** Events that take back what earlier ones said of the same entity. */
const takingBack: ReadonlySet<string> = new Set([
  'reward.withdraw',
  'panel.remove',
  'round.delete',
  'roster.remove',
  'roster.merge',
  'shortlist.takeBack',
  'eligibility.reopen',
  'eligibility.takeBack',
  'deliberation.takeBack',
  'deliberation.agree',
  'deliberation.clear',
]);

/** What takes an earlier saying back: the rubric may be changed again, and a new package brings its own values. */
function forgets(kind: string, entity: string, now: unknown): ((told: Told) => boolean) | null {
  if (kind === 'round.reopenRubric') return (told) => told.entity === entity && told.telling.columns['rubric'] !== undefined;
  if (kind === 'score.restore') return (told) => told.entity === entity && told.telling.table === 'void_sheet';
  if (takingBack.has(kind)) return (told) => told.entity === entity;
  // back to what stood before, which it tells where that was something
  if (kind === 'application.restore') return (told) => told.entity === entity && told.telling.table === 'application_status';
  // a park may have several rewards on record
  if (kind === 'reward.strike') {
    const id = typeof now === 'object' && now !== null && 'id' in now ? now.id : undefined;
    return (told) => told.entity === entity && told.said['id'] === id;
  }
  if (kind === 'package.replace' || kind === 'package.takeOver') {
    const prefix = `field:${entity.slice(entity.indexOf(':') + 1)}/`;
    return (told) => told.entity.startsWith(prefix);
  }
  return null;
}

interface Event {
  readonly kind: string;
  readonly entity: string;
  readonly reason: string | null;
  /** JSON */
  readonly new: string | null;
}

interface Told {
  readonly entity: string;
  readonly telling: Telling;
  readonly said: Record<string, unknown>;
}

interface ToldOwned {
  readonly key: OwnedKey;
  readonly now: unknown;
}

interface Replayed {
  readonly rows: Map<string, Told>;
  /** null: its last event leaves open what the row says */
  readonly owned: Map<string, ToldOwned | null>;
}

function tell({ rows }: Replayed, { kind, entity, reason }: Event, now: unknown): void {
  const taken = forgets(kind, entity, now);
  if (taken) for (const [name, told] of rows) if (taken(told)) rows.delete(name);
  const telling = tellingOf.get(kind);
  if (!telling || typeof now !== 'object' || now === null) return;
  // what was measured on site is a value of the park as well, and follows the record of the visit, which may come by a merge
  if (telling.table === 'field_value' && entity.endsWith('/visit')) return;
  const said = now as Record<string, unknown>;
  // several rows may be told of under one entity: each title of a park names its own
  const id = telling.key.length === 0 ? `#${String(said['id'])}` : '';
  const name = `${telling.table} ${entity}${id} ${telling.kinds[0] ?? ''}`;
  rows.set(name, {
    entity,
    telling,
    said: {
      ...rows.get(name)?.said,
      ...said,
      '@key': entity.slice(entity.indexOf(':') + 1),
      '@verb': kind.slice(kind.indexOf('.') + 1),
      ...(telling.reason !== undefined && { '@reason': reason }),
    },
  });
}

function tellOwned({ owned }: Replayed, { kind, entity }: Event, now: unknown): void {
  const key = ownedKey(entity);
  if (!key || key.table.ignores?.includes(kind)) return;
  // a choice between laptops and what came from others is held against the signed returns
  if (kind.startsWith('exchange.')) owned.set(entity, null);
  else if (writesRow(key.table, kind, now)) owned.set(entity, { key, now });
  else if (kind === 'score.void') owned.set(entity, null);
}

function replay(store: ReadStore): Replayed {
  const replayed: Replayed = { rows: new Map(), owned: new Map() };
  for (const event of store.sqlite.prepare('SELECT kind, entity, reason, new FROM event ORDER BY seq').iterate() as Iterable<Event>) {
    if (!tellingOf.has(event.kind) && ownedKey(event.entity) === null && forgets(event.kind, event.entity, null) === null) continue;
    const now: unknown = event.new === null ? null : JSON.parse(event.new);
    tell(replayed, event, now);
    tellOwned(replayed, event, now);
  }
  return replayed;
}

/** A value as the column holds it, told from its shape: text that is JSON is compared by what it means. */
function plain(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'object' && value !== null) return canonicalize(value);
  if (typeof value !== 'string' || !/^[[{"]/.test(value)) return value ?? null;
  try {
    return canonicalize(JSON.parse(value));
  } catch {
    return value;
  }
}

const same = (said: unknown, held: unknown): boolean => {
  const [a, b] = [plain(said), plain(held)];
  // a column of JSON holds a plain number, word or truth in its JSON form
  return a === b || JSON.stringify(a) === b || JSON.stringify(said) === held;
};

/** What the columns of its key hold. */
function keyOf({ entity, telling: { key }, said }: Told): unknown[] {
  if (key.length === 0) return [said['id']];
  const parts = entity.slice(entity.indexOf(':') + 1).split('/');
  // the last part of a key may hold a stroke itself
  return [...parts.slice(0, key.length - 1), parts.slice(key.length - 1).join('/')];
}

function isTold(store: ReadStore, told: Told): boolean {
  const { telling, said } = told;
  const { table, key, columns, reason } = telling;
  const values = keyOf(told);
  const where = key.length === 0 ? 'id = ?' : key.map((column) => `${column} = ?`).join(' AND ');
  const row = statements(store)(`SELECT * FROM ${table} WHERE ${where}`).get(...values) as Record<string, unknown> | undefined;
  if (!row) return false;
  return (
    Object.entries(columns).every(([name, column]) => !Object.hasOwn(said, name) || same(said[name], row[column])) &&
    (reason === undefined || same(said['@reason'], row[reason]))
  );
}

function isOwnedTold(store: ReadStore, { key, now }: ToldOwned): boolean {
  const { content } = readRow(store, key);
  const expected = contentOfEvent(key.table, now);
  const stated = typeof now === 'object' && now !== null ? now : {};
  // who began a shared row, and when, is told by its first event alone
  const names = Object.keys(expected).filter((name) => !key.table.shared || now === null || Object.hasOwn(stated, name));
  return names.every((name) => same(expected[name], content[name]));
}

/** Tables every row of which some event tells of; of the others rows come with packages, rounds and replacements, too. */
const toldWhole: ReadonlySet<string> = new Set([
  'application_status',
  'supplement',
  'ruling',
  'decision',
  'vote',
  'dissent',
  'group_opinion',
  'list_version',
  'minutes',
  'objection',
  'title_event',
  'award',
  'granted_award',
  'calendar_year',
  'void_sheet',
  'replacement',
  'expert',
]);

/** Rows that are there though no event tells of them, or though the last one took them away. */
function findUntoldRows(store: ReadStore, { rows }: Replayed): string[] {
  // on a member's laptop the office's rows come in a task file, whose events stay there
  if (listTaskOwners(store).length > 0) return [];
  const known = new Set([...rows.values()].map((told) => `${told.telling.table}:${keyOf(told).map(String).join('/')}`));
  const found: string[] = [];
  for (const { table, key } of new Map(tellings.map((telling) => [telling.table, telling])).values()) {
    if (!toldWhole.has(table)) continue;
    const columns = key.length === 0 ? ['id'] : key;
    for (const values of store.sqlite
      .prepare(`SELECT ${columns.join(', ')} FROM ${table}`)
      .raw()
      .iterate() as Iterable<unknown[]>) {
      const name = `${table}:${values.map(String).join('/')}`;
      if (!known.has(name)) found.push(name);
    }
  }
  return found;
}

/** Rows that say something else than the events do, or of which none tells, by the name of their entity. */
export function findUntoldValues(store: ReadStore): string[] {
  const replayed = replay(store);
  const { rows, owned } = replayed;
  const isForeign = statements(store)('SELECT 1 FROM foreign_event WHERE entity = ? LIMIT 1').pluck();
  const found = new Set([
    ...findUntoldRows(store, replayed),
    ...findUntoldSeats(store),
    ...findUntoldRounds(store),
    ...findUntoldPackages(store),
    ...findUntoldExports(store),
    ...findUntoldSent(store),
  ]);
  for (const told of rows.values()) if (!isTold(store, told)) found.add(told.entity);
  for (const [entity, told] of owned) {
    if (told && isForeign.get(entity) === undefined && !isOwnedTold(store, told)) found.add(entity);
  }
  return [...found].sort();
}
