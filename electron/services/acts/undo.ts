/** 撤销: the opposite of an act of the office, by the same rules as when somebody does it by hand. */
import { refuse } from '../../../domain/result.ts';
import { part, textOf, textsOf } from '../../../domain/record/words.ts';
import { getEvent, getLastEventOf, type EventRow } from '../../../db/queries/events.ts';
import { isAssigned } from '../../../db/queries/panel.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { applicationHandlers } from '../applications/applications.ts';
import { conflictHandlers, takeBackDeclaration } from '../panel/conflicts.ts';
import { panelHandlers } from '../panel/panel.ts';
import { shortlistHandlers } from '../results/shortlist.ts';
import { isOffice } from '../session/access.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplicationOf, requirePerson, requireUnclosed } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

interface Done {
  readonly event: EventRow;
  /** of the event's entity */
  readonly key: readonly string[];
  readonly old: unknown;
  readonly new: unknown;
}

type Undo = (tx: WriteStore, done: Done, call: Call) => void;

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

/** What it happened to has been left alone since. @throws act/overtaken */
function requireLast(store: ReadStore, { seq, entity }: EventRow): void {
  if (getLastEventOf(store, entity)?.seq !== seq) refuse('act/overtaken', {});
}

/** All of these seats are given, or none is, as the act left them. @throws act/overtaken */
function requireSeats(store: ReadStore, personId: string, applicationIds: readonly string[], given: boolean): void {
  if (applicationIds.some((id) => isAssigned(store, personId, id) !== given)) refuse('act/overtaken', {});
}

const reasonOf = (value: unknown): { reason?: string } => {
  const reason = textOf(value, 'reason');
  return reason === '' ? {} : { reason };
};

/** The decision that stood before, with its reason. */
function decideAgain(tx: WriteStore, applicationId: string, old: unknown, call: Call): void {
  const result = textOf(old, 'result') === 'listed' ? 'listed' : 'notListed';
  shortlistHandlers['shortlist.decide'](tx, { applicationId, result, ...reasonOf(old) }, call);
}

const undos: Readonly<Record<string, Undo>> = {
  'panel.assign'(tx, { key: [personId = ''], new: now }, call) {
    const applicationIds = textsOf(now, 'applicationIds');
    requireSeats(tx, personId, applicationIds, true);
    panelHandlers['panel.unassign'](tx, { personId, applicationIds }, call);
  },
  'panel.unassign'(tx, { key: [personId = ''], old }, call) {
    const applicationIds = textsOf(old, 'applicationIds');
    requireSeats(tx, personId, applicationIds, false);
    panelHandlers['panel.assign'](tx, { personId, applicationIds }, call);
  },
  'conflict.declare'(tx, { event, key: [personId = '', applicationId = ''], old, new: now }, call) {
    // what somebody declared in person is theirs to change
    const by = part(now, 'by');
    if (typeof by !== 'string' || !isOffice(tx, by)) refuse('act/not-undoable', {});
    requireLast(tx, event);
    if (old === null) return takeBackDeclaration(tx, { personId, applicationId }, call);
    const before = { relation: textOf(old, 'relation') as 'none', ...reasonOf(old) };
    // from a relation back to none is a correction, which says why
    const why = before.relation === 'none' && !before.reason ? { reason: call.t('panel.declare.undone') } : {};
    conflictHandlers['conflicts.declare'](tx, { personId, applicationId, ...before, ...why }, call);
  },
  'eligibility.decide'(tx, { event, key: [applicationId = '', conditionId = ''], old }, call) {
    requireLast(tx, event);
    if (old === null) applicationHandlers['eligibility.takeBack'](tx, { applicationId, conditionId }, call);
    else {
      const outcome = textOf(old, 'outcome') as 'met';
      applicationHandlers['eligibility.decide'](tx, { applicationId, conditionId, outcome, reason: textOf(old, 'reason') }, call);
    }
  },
  'shortlist.decide'(tx, { event, key: [applicationId = ''], old }, call) {
    requireLast(tx, event);
    if (old === null) shortlistHandlers['shortlist.takeBack'](tx, { applicationId }, call);
    else decideAgain(tx, applicationId, old, call);
  },
  'shortlist.takeBack'(tx, { event, key: [applicationId = ''], old }, call) {
    requireLast(tx, event);
    decideAgain(tx, applicationId, old, call);
  },
};

/** The key of an entity, of which the first is a person or a park of the round. */
function keyIn(store: ReadStore, roundId: string, { entity }: EventRow): string[] {
  const key = entity.slice(entity.indexOf(':') + 1).split('/');
  const [first = '', ...rest] = key;
  if (entity.startsWith('person:') || entity.startsWith('conflict:')) {
    if (requirePerson(store, first).roundId !== roundId) refuse('act/not-undoable', {});
  } else requireApplicationOf(store, roundId, first);
  return [first, rest.join('/')];
}

export const actHandlers = {
  'acts.undo'(tx, { roundId, seqs }, call) {
    requireUnclosed(tx, roundId);
    const latestFirst = [...new Set(seqs)].sort((one, other) => other - one);
    for (const seq of latestFirst) {
      const event = getEvent(tx, seq);
      const undo = event && Object.hasOwn(undos, event.kind) ? undos[event.kind] : undefined;
      if (!event || !undo) return refuse('act/not-undoable', {});
      const key = keyIn(tx, roundId, event);
      undo(tx, { event, key, old: parsed(event.old), new: parsed(event.new) }, call);
    }
    return { undone: latestFirst.length };
  },
} satisfies Partial<Handlers>;
