/** Taking somebody off a panel, alone or with the round; who somebody is, as events tell it. */
import { pick } from '../../../domain/pick.ts';
import { refuse } from '../../../domain/result.ts';
import { deletePerson, listAssignments, type PersonRow } from '../../../db/queries/panel.ts';
import { deleteAssignments, isPersonBound } from '../../../db/queries/seats.ts';
import { deleteSeatedExpert } from '../../../db/queries/roster.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import type { Act } from '../session/act.ts';

export type Who = Pick<PersonRow, 'name' | 'organisation' | 'title' | 'role'>;

export const whoOf = (row: Who): Who => pick(row, 'name', 'organisation', 'title', 'role');

/** Takes somebody off the panel with all seats; how many these were. @throws person/bound */
export function removePerson(tx: WriteStore, person: PersonRow, { append }: Pick<Act, 'append'>, reason?: string): number {
  if (isPersonBound(tx, person.id)) refuse('person/bound', { name: person.name });
  const applicationIds = listAssignments(tx, person.id);
  deleteAssignments(tx, person.id);
  deleteSeatedExpert(tx, person.id);
  deletePerson(tx, person.id);
  append(tx, { kind: 'panel.remove', entity: `person:${person.id}`, old: { ...whoOf(person), applicationIds }, reason });
  return applicationIds.length;
}
