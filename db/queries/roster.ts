/** 专家库: experts whom any round may seat, and the rounds that did. */
import { asc, eq } from 'drizzle-orm';
import { prepared, type ReadStore, type WriteStore } from '../store/open.ts';
import { expert, person, round, seatedExpert } from '../schema/schema.ts';
import { deleteFrom, insertInto, rowBy, rowsBy, upsertInto } from './rows.ts';

export type ExpertRow = typeof expert.$inferSelect;

export const listExperts = rowsBy(expert, [], asc(expert.name), asc(expert.createdAt), asc(expert.id));

export const getExpert = rowBy(expert, ['id']);

export const insertExpert = insertInto(expert);

export const updateExpert = upsertInto(expert);

export const deleteExpert = deleteFrom(expert, ['id']);

export const insertSeatedExpert = insertInto(seatedExpert);

export const deleteSeatedExpert = deleteFrom(seatedExpert, ['personId']);

export const getSeatedExpert = rowBy(seatedExpert, ['personId']);

export const listSeatsOfExpert = rowsBy(seatedExpert, ['expertId']);

export function moveSeatedExperts(tx: WriteStore, from: string, to: string): void {
  tx.orm.update(seatedExpert).set({ expertId: to }).where(eq(seatedExpert.expertId, from)).run();
}

const selectSeated = prepared((orm) =>
  orm
    .select({
      expertId: seatedExpert.expertId,
      personId: person.id,
      roundId: round.id,
      round: round.name,
      role: person.role,
      at: person.createdAt,
    })
    .from(seatedExpert)
    .innerJoin(person, eq(person.id, seatedExpert.personId))
    .innerJoin(round, eq(round.id, person.roundId))
    .orderBy(asc(person.createdAt), asc(person.id))
    .prepare(),
);

/** Every seat on a panel that an expert of the roster had, oldest first. */
export function listSeatedExperts(store: ReadStore) {
  return selectSeated(store).all();
}
