/**
 * Rows that belong to somebody (归属行). Most belong to one person: only that person's signed file may bring them. The
 * record of a visit is written by several: each one's file brings what that person wrote, and nothing else. A new owned
 * table is one entry below; everything else — history, merge, files, conflicts — follows from it.
 */

/** One shape that a row can take in the store. */
export interface Variant {
  readonly table: string;
  /** column by the name under which its value travels; the row has this shape where the first is not null */
  readonly columns: Readonly<Record<string, string>>;
  /** when it was written, by the writer's clock: shown, never compared; absent where the row does not say */
  readonly time?: string;
  /** counts local changes, so that a stale edit is refused */
  readonly counter?: string;
}

export interface OwnedTable {
  /** of its events' entity: `<name>:<key>/<key>…`, or, of a part of a visit, `visit:<key>/<part>/<key>` for `visit/<part>` */
  readonly name: string;
  /** key columns, the same in all shapes; the first is the owner, or the visit */
  readonly key: readonly string[];
  /** what SQLite knows the row by, where that is not the whole key */
  readonly primary?: string;
  /** written by whoever is on the team, not by one owner */
  readonly shared?: true;
  /** travelling names of who began a shared row and when; later events leave them as they are */
  readonly begun?: { readonly by: string; readonly at: string };
  /** travelling name of who wrote a shared row last */
  readonly writer?: string;
  /** written once and never again */
  readonly once?: true;
  /** goes when an event says that it is gone; others stay and change */
  readonly goes?: true;
  readonly shapes: readonly Variant[];
  /** travelling names of columns that hold JSON text */
  readonly json?: readonly string[];
  /** the owned table whose row must be there first, with the same leading keys */
  readonly under?: string;
  /** an event of the kind `sealedBy` seals the rows of that table with the same leading keys */
  readonly seals?: string;
  readonly sealedBy?: string;
  /** an owned table with the same key: of its row, what `sealed` names is sealed by the same event */
  readonly sealsBeside?: string;
  /** travelling names of what a seal covers of a row; the others may change under it */
  readonly sealed?: readonly string[];
  /** kinds of events on it that name its content and yet change nothing of the row */
  readonly ignores?: readonly string[];
}

/** In the order in which rows can be written. */
export const ownedTables: readonly OwnedTable[] = [
  {
    name: 'conflict',
    key: ['person_id', 'application_id'],
    shapes: [{ table: 'conflict', columns: { relation: 'relation', reason: 'reason' }, time: 'at' }],
    // one that the office entered for somebody by a slip
    goes: true,
  },
  {
    name: 'sheet',
    key: ['person_id', 'application_id'],
    shapes: [{ table: 'sheet', columns: { state: 'state', digest: 'digest' }, time: 'submitted_at' }],
    seals: 'score',
    sealedBy: 'score.submit',
    sealsBeside: 'opinion',
    // whether a sheet counts follows from declarations and replacements
    ignores: ['score.restore'],
  },
  {
    name: 'score',
    key: ['person_id', 'application_id', 'criterion_id'],
    shapes: [
      { table: 'score', columns: { points100: 'points100', comment: 'comment', evidence: 'evidence' }, time: 'at', counter: 'version' },
      { table: 'abstention', columns: { abstained: 'reason' }, time: 'at', counter: 'version' },
    ],
    json: ['evidence'],
    sealed: ['points100', 'comment', 'abstained'],
    under: 'sheet',
    goes: true,
  },
  {
    name: 'opinion',
    key: ['person_id', 'application_id'],
    shapes: [
      { table: 'opinion', columns: { text: 'text', recommendation: 'recommendation', dissent: 'dissent' }, time: 'at', counter: 'version' },
    ],
    sealed: ['text', 'recommendation'],
    // under a sheet that sealed none
    goes: true,
  },
  {
    name: 'explanation',
    key: ['person_id', 'application_id', 'criterion_id'],
    shapes: [{ table: 'explanation', columns: { text: 'text', value: 'value' }, time: 'at' }],
    goes: true,
  },
  {
    name: 'visit',
    key: ['id'],
    shapes: [
      {
        table: 'visit',
        columns: {
          applicationId: 'application_id',
          visitedOn: 'visited_on',
          people: 'people',
          digest: 'digest',
          openedBy: 'opened_by',
          openedAt: 'opened_at',
          posts: 'posts',
          started: 'started',
          ended: 'ended',
        },
        time: 'closed_at',
      },
    ],
    json: ['people', 'posts'],
    shared: true,
    begun: { by: 'openedBy', at: 'openedAt' },
  },
  {
    name: 'visit/note',
    key: ['visit_id', 'id'],
    primary: 'id',
    shapes: [{ table: 'visit_note', columns: { text: 'text', author: 'author', begunAt: 'at' }, time: 'changed_at' }],
    shared: true,
    begun: { by: 'author', at: 'begunAt' },
    goes: true,
  },
  {
    name: 'visit/check',
    key: ['visit_id', 'check_id'],
    shapes: [{ table: 'visit_check', columns: { outcome: 'outcome', note: 'note', author: 'author' }, time: 'at' }],
    shared: true,
    writer: 'author',
    goes: true,
  },
  {
    name: 'visit/measure',
    key: ['visit_id', 'key'],
    shapes: [{ table: 'visit_measure', columns: { value: 'value', note: 'note', method: 'method', author: 'author' }, time: 'at' }],
    json: ['value'],
    shared: true,
    writer: 'author',
    goes: true,
  },
  {
    name: 'visit/photo',
    key: ['visit_id', 'id'],
    primary: 'id',
    shapes: [
      {
        table: 'visit_photo',
        columns: {
          sha256: 'sha256',
          bytes: 'bytes',
          name: 'name',
          mediaType: 'media_type',
          caption: 'caption',
          takenAt: 'taken_at',
          latitude: 'latitude',
          longitude: 'longitude',
          orientation: 'orientation',
          about: 'about',
          author: 'author',
          begunAt: 'at',
        },
      },
    ],
    shared: true,
    begun: { by: 'author', at: 'begunAt' },
    goes: true,
  },
  {
    name: 'visit/interview',
    key: ['visit_id', 'id'],
    primary: 'id',
    shapes: [
      {
        table: 'visit_interview',
        columns: { person: 'person', post: 'post', said: 'said', author: 'author', begunAt: 'at' },
        time: 'changed_at',
      },
    ],
    shared: true,
    begun: { by: 'author', at: 'begunAt' },
    goes: true,
  },
  {
    name: 'visit/matter',
    key: ['visit_id', 'id'],
    primary: 'id',
    shapes: [
      {
        table: 'visit_matter',
        columns: { matter: 'matter', dueOn: 'due_on', responsible: 'responsible', author: 'author', begunAt: 'at' },
        time: 'changed_at',
      },
    ],
    shared: true,
    begun: { by: 'author', at: 'begunAt' },
    goes: true,
  },
  {
    name: 'visit/opinion',
    key: ['visit_id', 'kind'],
    shapes: [{ table: 'visit_opinion', columns: { text: 'text', leader: 'leader', author: 'author' }, time: 'at' }],
    shared: true,
    writer: 'author',
    goes: true,
  },
  {
    name: 'visit/sample',
    key: ['visit_id', 'id'],
    primary: 'id',
    shapes: [{ table: 'visit_sample', columns: { seed: 'seed', firms: 'firms', drawn: 'drawn', author: 'author' }, time: 'at' }],
    json: ['firms', 'drawn'],
    shared: true,
    writer: 'author',
    once: true,
  },
  {
    name: 'visit/firm',
    key: ['visit_id', 'name'],
    shapes: [
      {
        table: 'visit_firm',
        columns: { found: 'found', staff: 'staff', business: 'business', note: 'note', author: 'author' },
        time: 'at',
      },
    ],
    shared: true,
    writer: 'author',
    goes: true,
  },
  {
    name: 'visit/sign',
    key: ['visit_id', 'id'],
    primary: 'id',
    shapes: [
      {
        table: 'visit_sign',
        columns: { name: 'name', organisation: 'organisation', role: 'role', strokes: 'strokes', covers: 'covers' },
        time: 'at',
      },
    ],
    json: ['strokes', 'covers'],
    shared: true,
    once: true,
  },
  {
    name: 'visit/addendum',
    key: ['visit_id', 'id'],
    primary: 'id',
    shapes: [{ table: 'visit_addendum', columns: { text: 'text', author: 'author' }, time: 'at' }],
    shared: true,
    writer: 'author',
    once: true,
  },
];

const byName = new Map(ownedTables.map((table) => [table.name, table]));

/** The names under which a row's values travel, of all its shapes. */
export function contentNames(table: OwnedTable): string[] {
  return table.shapes.flatMap((shape) => Object.keys(shape.columns));
}

/**
 * Whether an event wrote its row: it says that the row is gone, or names what gives the row its shape. Others on the
 * same entity (an explanation to a sheet, say) only tell something about it.
 */
export function writesRow(table: OwnedTable, kind: string, now: unknown): boolean {
  if (table.ignores?.includes(kind)) return false;
  if (typeof now !== 'object' || now === null) return true;
  return table.shapes.some(
    (shape) => Object.keys(shape.columns)[0] !== undefined && Object.hasOwn(now, Object.keys(shape.columns)[0] ?? ''),
  );
}

export interface OwnedKey {
  readonly table: OwnedTable;
  /** values of the key columns, in their order */
  readonly values: readonly string[];
  /** the person; null where several write */
  readonly owner: string | null;
}

/** `score:<person>/<application>/<criterion>` taken apart; null where the entity is nobody's own row. */
export function ownedKey(entity: string): OwnedKey | null {
  const colon = entity.indexOf(':');
  if (colon < 0) return null;
  const parts = entity.slice(colon + 1).split('/');
  const kind = entity.slice(0, colon);
  const [first = '', part] = parts;
  const isPart = kind === visitKind && part !== undefined;
  const table = byName.get(isPart ? `${kind}/${part}` : kind);
  const keys = isPart ? [first, ...parts.slice(2)] : parts;
  if (!table || keys.length < table.key.length || (table.key.length === 1 && keys.length > 1)) return null;
  // the last key may hold a stroke itself, and a criterion may be empty: the whole park
  const values = [...keys.slice(0, table.key.length - 1), keys.slice(table.key.length - 1).join('/')];
  return values.slice(0, 2).includes('') ? null : { table, values, owner: table.shared ? null : first };
}

const visitKind = 'visit';

/** The entity of a row, as its events name it: the other way round than {@link ownedKey}. */
export function ownedEntity({ name }: OwnedTable, values: readonly string[]): string {
  const [kind = '', part] = name.split('/');
  const [first = '', ...rest] = values;
  return part === undefined ? `${kind}:${values.join('/')}` : `${kind}:${[first, part, ...rest].join('/')}`;
}

/** What all rows of one visit begin with; the visit's own row is `visit:<id>` itself. */
export function visitEntity(visitId: string): string {
  return `${visitKind}:${visitId}`;
}

/** Beginning of the entities that a submitted row seals (`score:<person>/<application>/`); null where it seals none. */
export function sealedPrefix(key: OwnedKey): string | null {
  return key.table.seals === undefined ? null : `${key.table.seals}:${key.values.join('/')}/`;
}

/** The one row beside it that a submitted row seals as well (`opinion:<person>/<application>`); null where it seals none. */
export function sealedBeside(key: OwnedKey): string | null {
  return key.table.sealsBeside === undefined ? null : `${key.table.sealsBeside}:${key.values.join('/')}`;
}

/** Whether a row belongs to a sheet: the sheet itself, one of its lines, or the opinion that is sealed with it. */
export function isOfSheet({ name }: Pick<OwnedTable, 'name'>): boolean {
  return name === 'sheet' || name === 'score' || name === 'opinion';
}

/** Beginning that a row's entity shares with the rows beside it: `score:<person>/<application>/`. */
export function ownedGroup({ table, values }: OwnedKey): string {
  return `${table.name}:${values.slice(0, -1).join('/')}/`;
}
