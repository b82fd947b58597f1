/** What an event happened to, as the record names it: `<noun>:<key>`, the key made of ids with `/` between them. */
export type IdName = 'roundId' | 'personId' | 'applicationId' | 'visitId';

/** What an entity's key is made of, in its order; what follows in the key is of no matter here. */
const keys = {
  application: ['applicationId'],
  award: ['applicationId'],
  calendar: [],
  check: ['applicationId'],
  conflict: ['personId', 'applicationId'],
  decision: ['applicationId'],
  dissent: ['personId', 'applicationId'],
  /** of experts for a panel */
  draw: [],
  /** of the roster */
  expert: [],
  explanation: ['personId', 'applicationId'],
  export: [],
  field: ['applicationId'],
  /** 评审组综合意见 */
  groupOpinion: ['applicationId'],
  identity: [],
  list: ['roundId'],
  minutes: ['roundId'],
  /** what an expert notes for nobody else; not on record */
  note: ['personId', 'applicationId'],
  objection: [],
  opinion: ['personId', 'applicationId'],
  person: ['personId'],
  publicity: ['roundId'],
  reentry: ['personId', 'applicationId'],
  /** granted to a park, in whatever round */
  reward: [],
  round: ['roundId'],
  ruling: ['applicationId'],
  /** a file of a rule book; not on record */
  scheme: [],
  score: ['personId', 'applicationId'],
  sheet: ['personId', 'applicationId'],
  /** what an applicant was asked to hand in later */
  supplement: ['applicationId'],
  title: [],
  /** a key that was unlocked or locked; not on record */
  unlocked: [],
  /** minutes that are being typed; not on record */
  unsaved: ['roundId'],
  visit: ['visitId'],
  vote: ['applicationId'],
} as const satisfies Readonly<Record<string, readonly IdName[]>>;
export type EntityNoun = keyof typeof keys;

export type Ids = Readonly<Partial<Record<IdName, string>>>;

export interface Entity {
  readonly noun: EntityNoun;
  readonly ids: Ids;
}

/** `score:<person>/<park>/<criterion>` and its like; null where the noun is none of these: then the event may have touched anything. */
export function parseEntity(entity: string): Entity | null {
  const [noun = '', key = ''] = entity.split(/:(.*)/s);
  if (!isNoun(noun)) return null;
  const parts = key.split('/');
  // an abstention from a whole park is the sheet's, not a criterion's
  if (noun === 'score' && !parts[2]) return parseEntity(`sheet:${key}`);
  return { noun, ids: Object.fromEntries(keys[noun].flatMap((name, index) => (parts[index] ? [[name, parts[index]]] : []))) };
}

function isNoun(noun: string): noun is EntityNoun {
  return Object.hasOwn(keys, noun);
}
