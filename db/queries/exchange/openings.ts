/** When task files were opened on other machines, as far as the returns told. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { prepared, type ReadStore } from '../../store/open.ts';
import { foreignEvent } from '../../schema/schema.ts';

const selectOpening = prepared((orm) =>
  orm
    .select({ at: foreignEvent.at })
    .from(foreignEvent)
    .where(and(eq(foreignEvent.entity, sql.placeholder('entity')), eq(foreignEvent.kind, 'exchange.open')))
    .orderBy(asc(foreignEvent.device), asc(foreignEvent.seq))
    .limit(1)
    .prepare(),
);

/** ISO time by the receiver's clock; null while nobody told. */
export function getOpening(store: ReadStore, serial: string): string | null {
  return selectOpening(store).get({ entity: `exchange:${serial}` })?.at ?? null;
}
