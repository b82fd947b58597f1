/**
 * Which answers a write makes stale. A write tells the entities that it touched, as the record names them; an answer that
 * rests on none of them stands. Pure, so that the table is tested against the real services without a window.
 */
import type { Api, Input, MethodName } from '../../domain/contract/api.ts';

/** Methods that change nothing: reads, and what of the device is read from files alone. */
export type ReadMethod =
  | { [M in MethodName]: Api[M]['kind'] extends 'read' ? M : never }[MethodName]
  | 'workspace.backups'
  | 'minutes.unsaved';

type IdName = 'roundId' | 'personId' | 'applicationId' | 'visitId';

/** What an entity's key is made of, in its order; what follows in the key is of no matter here. */
const keys = {
  application: ['applicationId'],
  calendar: [],
  check: ['applicationId'],
  decision: ['applicationId'],
  explanation: ['personId', 'applicationId'],
  export: [],
  field: ['applicationId'],
  identity: [],
  list: ['roundId'],
  minutes: ['roundId'],
  objection: [],
  opinion: ['personId', 'applicationId'],
  publicity: ['roundId'],
  reentry: ['personId', 'applicationId'],
  ruling: ['applicationId'],
  score: ['personId', 'applicationId'],
  sheet: ['personId', 'applicationId'],
  title: [],
  /** a key that was unlocked or locked; not on record */
  unlocked: [],
  /** minutes that are being typed; not on record */
  unsaved: ['roundId'],
  visit: ['visitId'],
} as const satisfies Readonly<Record<string, readonly IdName[]>>;
export type EntityNoun = keyof typeof keys;

/**
 * What an answer rests on. `everything`: it is asked again after any write. Nouns that are not in the table above touch
 * every answer: a round and its settings, a person and a recusal (which take parks out of every answer), what came by
 * exchange (which may be anything), the workspace as a whole.
 */
type Rests = ReadonlySet<EntityNoun> | 'everything' | 'nothing';

const on = (...nouns: EntityNoun[]): ReadonlySet<EntityNoun> => new Set(nouns);

/** What a park is tested by. */
const eligibility = ['application', 'field', 'ruling', 'visit'] as const;
/** What the totals of a round are counted from. */
const totals = [...eligibility, 'sheet', 'score', 'explanation', 'objection', 'title', 'calendar'] as const;
const results = on(...totals, 'decision', 'list', 'publicity');

const rests: Readonly<Record<ReadMethod, Rests>> = {
  'schemes.list': 'nothing',
  'schemes.get': 'nothing',
  'schemes.evaluate': 'nothing',
  'tally.presets': 'nothing',
  'statistics.agreement': 'nothing',
  'statistics.tally': 'nothing',
  // whether it is closed, which the end of a publicity period does
  'rounds.list': on('publicity'),
  // how far each step is: of scores only whether a sheet is begun or submitted
  'rounds.get': on(
    ...eligibility,
    'sheet',
    'decision',
    'list',
    'publicity',
    'objection',
    'minutes',
    'calendar',
    'export',
    'title',
    'identity',
  ),
  'applications.list': on(...eligibility, 'check'),
  'applications.get': on(...eligibility, 'check'),
  'documents.text': on('application'),
  'eligibility.evaluate': on(...eligibility),
  'eligibility.elsewhere': on(...eligibility),
  'panel.list': on('sheet', 'application', 'field'),
  'panel.replacements': on('sheet'),
  'panel.balance': on('application', 'sheet', 'field'),
  'conflicts.list': on('sheet', 'application', 'field'),
  'conflicts.suggest': on('application', 'field'),
  // whether one expert may see what another gave turns on the sheets of both
  'scores.get': on('score', 'sheet'),
  'scores.history': on('score', 'sheet'),
  'reentry.get': on('reentry', 'score', 'sheet'),
  'opinions.get': on('opinion', 'sheet'),
  'visits.list': on('visit', 'application', 'field'),
  'visits.get': on('visit', 'application', 'field'),
  'tally.run': on(...totals),
  'tally.agreement': on(...totals),
  'tally.robustness': results,
  'shortlist.propose': results,
  'shortlist.versions': results,
  'shortlist.compare': results,
  'publicity.get': results,
  'calendar.get': on('calendar'),
  'titles.list': on('title', 'application', 'field', 'decision', 'list', 'publicity', 'objection'),
  'minutes.draft': 'everything',
  'minutes.versions': on('minutes'),
  'minutes.unsaved': on('unsaved'),
  'reports.list': 'everything',
  'reports.texts': on(),
  'identities.list': on('identity'),
  // each signature makes the time longer
  'identities.sitting': on('unlocked', 'export'),
  'exchange.list': 'everything',
  'exchange.conflicts': 'everything',
  'workspace.info': 'everything',
  'workspace.backups': 'everything',
  'audit.list': 'everything',
};

type Ids = Readonly<Partial<Record<IdName, string>>>;

interface Entity {
  readonly noun: EntityNoun;
  readonly ids: Ids;
}

/** `score:<person>/<park>/<criterion>` and its like; null where the noun touches everything. */
export function parseEntity(entity: string): Entity | null {
  const [noun = '', key = ''] = entity.split(/:(.*)/s);
  if (!isNoun(noun)) return null;
  const parts = key.split('/');
  return { noun, ids: Object.fromEntries(keys[noun].flatMap((name, index) => (parts[index] ? [[name, parts[index]]] : []))) };
}

function isNoun(noun: string): noun is EntityNoun {
  return Object.hasOwn(keys, noun);
}

/** Ids by which the same noun tells apart what an answer is about; a sheet counts for whoever is compared with its expert. */
const apart: readonly IdName[] = ['roundId', 'applicationId', 'visitId'];

/**
 * Whether the answer to a question rests on something that was touched; `touched` null: anything may have been. A question
 * about one park, visit or round is not touched by another's.
 */
export function isAffected<M extends ReadMethod>(method: M, payload: Input<M>, touched: readonly string[] | null): boolean {
  const nouns = rests[method];
  if (nouns === 'nothing') return false;
  if (touched === null) return true;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids have the same names in every question
  const asked = payload as Ids;
  return touched.some((one) => {
    const entity = parseEntity(one);
    if (!entity || nouns === 'everything') return true;
    const by: readonly IdName[] = entity.noun === 'sheet' ? apart : [...apart, 'personId'];
    return nouns.has(entity.noun) && by.every((name) => !entity.ids[name] || !asked[name] || entity.ids[name] === asked[name]);
  });
}
