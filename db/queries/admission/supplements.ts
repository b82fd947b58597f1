/** 补正: what applicants are asked for, and what became of it. */
import { eq } from 'drizzle-orm';
import type { WriteStore } from '../../store/open.ts';
import { supplement } from '../../schema/schema.ts';
import { insertInto, rowBy, rowsBy, rowsOfRound } from '../rows.ts';

export type SupplementRow = typeof supplement.$inferSelect;

export const getSupplement = rowBy(supplement, ['id']);

export const listSupplementsOf = rowsBy(supplement, ['applicationId']);

/** In no order. */
export const listSupplements = rowsOfRound(supplement);

export const insertSupplement = insertInto(supplement);

export function updateSupplement(tx: WriteStore, id: string, change: Partial<Omit<SupplementRow, 'id' | 'applicationId'>>): void {
  tx.orm.update(supplement).set(change).where(eq(supplement.id, id)).run();
}
