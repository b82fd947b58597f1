/** Rounds after they were opened: corrected, opened again as another, put away, deleted while empty. */
import { mergeEdit } from '../../../domain/edit.ts';
import { refuse } from '../../../domain/result.ts';
import { insertPerson, listPersons } from '../../../db/queries/panel.ts';
import { getSeatedExpert, insertSeatedExpert } from '../../../db/queries/roster.ts';
import { deleteRound, hasDocuments, hasRows, insertRound, updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import { removePerson } from './remove-person.ts';
import { hashOf } from '../../io/hash.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, requireUnclosed, rubricOf, settingsOf } from '../session/lookups.ts';
import { checkRubric } from './rubric.ts';
import { notesOf } from './rounds.ts';

/** Settings that are of one round alone: its places, its dates, the round that it reviews again, the rate of its day. */
const ofOneRound = [
  'quotas',
  'regionQuotas',
  'minimumScore',
  'noticeOn',
  'followUpOf',
  'usdRate',
  'archived',
  'scoringEnded',
  'stages',
] as const;

export const roundEditHandlers = {
  'rounds.edit'(tx, { roundId, reason, was, ...given }, { append, t }) {
    const row = requireUnclosed(tx, roundId);
    const { institution = '', commission = '', usdRate = '', ...rest } = settingsOf(row);
    const old = { name: row.name, appliedOn: row.appliedOn, institution, commission, usdRate };
    const edited = mergeEdit(old, given, was);
    if ('clash' in edited) return refuse('edit/changed-meanwhile', { name: row.name });
    const now = edited.next;
    const changed = (Object.keys(old) as (keyof typeof old)[]).filter((key) => old[key] !== now[key]);
    if (changed.length === 0) return { changed, notes: notesOf(tx, row, t) };
    if (reason === undefined && hasDocuments(tx, roundId)) refuse('round/reason-missing', { round: row.name });
    const { name, appliedOn, ...settled } = now;
    const stated = Object.entries(settled).filter(([, value]) => value !== '');
    const next = { ...row, name, appliedOn, settings: JSON.stringify({ ...rest, ...Object.fromEntries(stated) }) };
    updateRound(tx, roundId, { name, appliedOn, settings: next.settings });
    append(tx, { kind: 'round.edit', entity: `round:${roundId}`, old, new: now, reason });
    return { changed, notes: notesOf(tx, next, t) };
  },
  'rounds.copy'(tx, { roundId, name, appliedOn, people }, { session, at, append, t }) {
    const from = requireRound(tx, roundId);
    // as it reads today: what the round was opened with is that round's own
    const scheme = session.scheme(from.schemeId);
    const settings = Object.fromEntries(
      Object.entries(settingsOf(from)).filter(([key]) => !ofOneRound.some((one) => one === key)),
    ) as ReturnType<typeof settingsOf>;
    const row: RoundRow = {
      id: session.newId(),
      schemeId: scheme.id,
      scheme: JSON.stringify(scheme),
      rubric: null,
      rubricFrozenAt: null,
      name,
      appliedOn,
      settings: JSON.stringify(settings),
      state: 'preparing',
      createdAt: at,
    };
    const rubric = rubricOf(from);
    const copied = { ...row, rubric: rubric && JSON.stringify(checkRubric(tx, row, rubric)) };
    insertRound(tx, copied);
    append(tx, {
      kind: 'round.create',
      entity: `round:${row.id}`,
      new: {
        schemeId: row.schemeId,
        name,
        appliedOn,
        settings,
        scheme: hashOf(Buffer.from(row.scheme)),
        copyOf: roundId,
        ...(rubric && { rubric }),
      },
    });
    const members = people ? listPersons(tx, roundId) : [];
    for (const { id: before, name: called, organisation, title, role, stage } of members) {
      const id = session.newId();
      insertPerson(tx, { id, roundId: row.id, name: called, organisation, title, role, createdAt: at, stage });
      const expertId = getSeatedExpert(tx, before)?.expertId;
      if (expertId !== undefined) insertSeatedExpert(tx, { personId: id, expertId });
      append(tx, {
        kind: 'panel.add',
        entity: `person:${id}`,
        new: { name: called, organisation, title, role, ...(stage !== null && { stage }), ...(expertId !== undefined && { expertId }) },
      });
    }
    return { roundId: row.id, people: members.length, notes: notesOf(tx, copied, t) };
  },
  'rounds.archive'(tx, { roundId, archived }, { append }) {
    const row = requireRound(tx, roundId);
    const { archived: before = false, ...rest } = settingsOf(row);
    if (before === archived) return { archived };
    updateRound(tx, roundId, { settings: JSON.stringify({ ...rest, ...(archived && { archived }) }) });
    append(tx, { kind: 'round.archive', entity: `round:${roundId}`, old: { archived: before }, new: { archived } });
    return { archived };
  },
  'rounds.delete'(tx, { roundId }, call) {
    const row = requireRound(tx, roundId);
    const people = listPersons(tx, roundId);
    if (row.state !== 'preparing' || hasRows(tx, roundId) || people.some(({ bound }) => bound === 1))
      refuse('round/not-empty', { round: row.name });
    for (const person of people) removePerson(tx, person, call);
    deleteRound(tx, roundId);
    const old = { schemeId: row.schemeId, name: row.name, appliedOn: row.appliedOn, settings: settingsOf(row) };
    call.append(tx, { kind: 'round.delete', entity: `round:${roundId}`, old });
    return { people: people.length };
  },
} satisfies Partial<Handlers>;
