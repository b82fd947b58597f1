/**
 * Which answers a write makes stale. A write tells the entities that it touched, as the record names them; an answer that
 * rests on none of them stands. Pure, so that the table is tested against the real services without a window.
 */
import type { Api, Input, MethodName } from '../../domain/contract/api.ts';
import { tracedFields } from '../../domain/package/shared.ts';
import { parseEntity, type EntityNoun, type IdName, type Ids } from '../../domain/entity.ts';

/** Methods that change nothing: reads, and what of the device is read from files alone. */
export type ReadMethod =
  | { [M in MethodName]: Api[M]['kind'] extends 'read' ? M : never }[MethodName]
  | 'workspace.backups'
  | 'workspace.protection'
  | 'minutes.unsaved'
  | 'rounds.unsavedRubric'
  | 'notes.get';

/**
 * What an answer rests on. `everything`: it is asked again after any write. What came by exchange may be anything, as may what
 * happened to the workspace: their nouns are not in the record's table, and touch every answer.
 */
type Rests = ReadonlySet<EntityNoun> | 'everything' | 'nothing';

/** A round and its settings, a person, and a recusal, which takes parks out of every answer. */
const everywhere: ReadonlySet<EntityNoun> = new Set(['round', 'person', 'conflict']);

const on = (...nouns: EntityNoun[]): ReadonlySet<EntityNoun> => new Set(nouns);

/** What a park is tested by. */
const eligibility = ['application', 'field', 'ruling', 'visit', 'title', 'reward'] as const;
/** What the totals of a round are counted from. */
const totals = [...eligibility, 'sheet', 'score', 'explanation', 'objection', 'title', 'calendar'] as const;
const results = on(...totals, 'decision', 'vote', 'list', 'publicity', 'award');

const rests: Readonly<Record<ReadMethod, Rests>> = {
  'schemes.list': on('scheme'),
  'schemes.faults': on('scheme'),
  // of all rounds there are, and none is named
  'rounds.check': 'everything',
  'schemes.get': on('scheme'),
  'schemes.evaluate': on('scheme'),
  'tally.presets': 'nothing',
  'statistics.agreement': 'nothing',
  'statistics.tally': 'nothing',
  // whether it is closed, which the end of a publicity period does
  'rounds.list': on('publicity'),
  // how far each step is: of scores only whether a sheet is begun or submitted
  'rounds.get': on(
    'check',
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
  'rounds.readiness': 'everything',
  'applications.list': on(...eligibility, 'check'),
  'applications.waiting': on(...eligibility),
  'applications.statuses': on('application'),
  'supplements.propose': on('application', 'field'),
  // a request is overdue by the clock, and names its park
  'supplements.list': on('application', 'supplement', 'field'),
  'applications.get': on(...eligibility, 'check'),
  'documents.text': on('application'),
  'eligibility.evaluate': on(...eligibility, 'scheme'),
  'eligibility.matrix': on(...eligibility, 'award'),
  'eligibility.elsewhere': on(...eligibility, 'scheme'),
  // across rounds: whoever sits on any panel
  'roster.list': 'everything',
  'roster.draws': on('draw', 'expert'),
  'roster.check': on('expert', 'application', 'field'),
  'panel.list': on('objection', 'sheet', 'application', 'field'),
  'panel.replacements': on('sheet'),
  'panel.balance': on('objection', 'application', 'sheet', 'field'),
  'conflicts.list': on('objection', 'sheet', 'application', 'field'),
  'conflicts.suggest': on('application', 'field'),
  // whether one expert may see what another gave turns on the sheets of both
  'scores.get': on('score', 'sheet'),
  'scores.history': on('score', 'sheet'),
  'reentry.get': on('reentry', 'score', 'sheet'),
  'opinions.get': on('opinion', 'sheet'),
  'notes.get': on('note'),
  'visits.list': on('visit', 'application', 'field'),
  'visits.get': on('visit', 'application', 'field'),
  // a choice about an opinion that is still open stands in the way, too
  'tally.run': on(...totals, 'opinion'),
  'tally.overview': on(...totals, 'opinion'),
  'tally.derivation': on(...totals),
  'tally.heat': on(...totals),
  'tally.spread': on(...totals),
  'tally.profile': on(...totals),
  'tally.agreement': on(...totals),
  'tally.robustness': results,
  'stages.list': on('sheet', 'score', 'application', 'objection'),
  'stages.standing': on(...totals),
  'rewards.list': on(...eligibility, 'award'),
  'rewards.granted': on('reward', 'scheme'),
  'shortlist.propose': results,
  'shortlist.versions': results,
  'shortlist.compare': results,
  'deliberation.get': on(...results, 'opinion', 'dissent', 'groupOpinion'),
  'deliberation.park': on(...results, 'opinion', 'dissent', 'groupOpinion'),
  'publicity.get': results,
  'calendar.get': on('calendar'),
  'titles.list': on('title', 'application', 'field', 'decision', 'list', 'publicity', 'objection'),
  'minutes.draft': 'everything',
  'minutes.versions': on('minutes'),
  'minutes.unsaved': on('unsaved'),
  'rounds.unsavedRubric': on('unsaved'),
  'reports.list': 'everything',
  'reports.texts': on(),
  'identities.list': on('identity'),
  // each signature makes the time longer
  'identities.unlockedKey': on('unlocked', 'export'),
  'exchange.list': 'everything',
  'exchange.conflicts': 'everything',
  'exchange.decisions': 'everything',
  'workspace.info': 'everything',
  'workspace.backups': 'everything',
  'workspace.protection': 'everything',
  'audit.list': 'everything',
  'audit.search': 'everything',
};

/** Ids by which the same noun tells apart what an answer is about; a sheet counts for whoever is compared with its expert. */
const apart: readonly IdName[] = ['roundId', 'applicationId', 'visitId'];

/** What stands at one park because of another: a value by which they are compared, or the park itself. */
function crosses(method: ReadMethod, noun: EntityNoun, entity: string): boolean {
  if (method !== 'applications.get') return false;
  return noun === 'application' || (noun === 'field' && tracedFields.has(entity.split('/')[1] ?? ''));
}

/** Of one park, and yet resting on all: the rule is chosen, an expert left out and a median found over many. */
const overAll: ReadonlySet<ReadMethod> = new Set(['tally.derivation', 'tally.profile', 'deliberation.park']);

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
    if (!entity || nouns === 'everything' || everywhere.has(entity.noun)) return true;
    if (crosses(method, entity.noun, one)) return true;
    const by: readonly IdName[] = overAll.has(method) ? ['roundId'] : entity.noun === 'sheet' ? apart : [...apart, 'personId'];
    return nouns.has(entity.noun) && by.every((name) => !entity.ids[name] || !asked[name] || entity.ids[name] === asked[name]);
  });
}
