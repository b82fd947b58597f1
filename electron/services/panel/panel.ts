import { insertAssignment, insertPerson, listPersons, type PersonRow } from '../../../db/queries/panel.ts';
import { requireApplicationOf, requireMember, requireRound, rubricOf } from '../session/lookups.ts';
import type { Handlers } from '../session/dispatch.ts';
import { pick } from '../../../domain/pick.ts';
import { isScorer } from '../../../domain/rubric/leaves.ts';

export const panelHandlers = {
  'panel.add'(tx, input, { session, at, append }) {
    requireRound(tx, input.roundId);
    const row: PersonRow = { id: session.newId(), ...input, createdAt: at };
    insertPerson(tx, row);
    const { name, organisation, title, role } = row;
    append(tx, {
      kind: 'panel.add',
      entity: `person:${row.id}`,
      new: { name, organisation, title, role },
    });
    return { personId: row.id };
  },
  'panel.list'(store, { roundId }) {
    const rubric = rubricOf(requireRound(store, roundId));
    return listPersons(store, roundId).map((row) => ({
      personId: row.id,
      asked: isScorer(rubric, row.role),
      ...pick(row, 'name', 'organisation', 'title', 'role', 'assigned', 'declared', 'recused', 'submitted'),
    }));
  },
  'panel.assign'(tx, { personId, applicationIds }, { append }) {
    const person = requireMember(tx, personId);
    const added: string[] = [];
    for (const applicationId of applicationIds) {
      requireApplicationOf(tx, person.roundId, applicationId);
      if (insertAssignment(tx, personId, applicationId)) added.push(applicationId);
    }
    if (added.length > 0)
      append(tx, {
        kind: 'panel.assign',
        entity: `person:${personId}`,
        new: { applicationIds: added },
      });
    return { assigned: added.length };
  },
} satisfies Partial<Handlers>;
