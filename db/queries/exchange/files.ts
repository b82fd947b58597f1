/** The exchange files that went out of this workspace or came in. */
import { and, desc, eq } from 'drizzle-orm';
import { statements, type ReadStore } from '../../store/open.ts';
import { exchangeFile } from '../../schema/schema.ts';
import { insertInto, rowBy } from '../rows.ts';

export type ExchangeFileRow = typeof exchangeFile.$inferSelect;

export const insertExchangeFile = insertInto(exchangeFile);

export const getExchangeFile = rowBy(exchangeFile, ['serial', 'direction']);

/** Newest first. */
export function listExchangeFiles(
  store: ReadStore,
  filter: { roundId?: string; personId?: string; device?: string; direction?: ExchangeFileRow['direction'] },
): ExchangeFileRow[] {
  const { roundId, personId, device, direction } = filter;
  return store.orm
    .select()
    .from(exchangeFile)
    .where(
      and(
        roundId === undefined ? undefined : eq(exchangeFile.roundId, roundId),
        personId === undefined ? undefined : eq(exchangeFile.personId, personId),
        device === undefined ? undefined : eq(exchangeFile.device, device),
        direction === undefined ? undefined : eq(exchangeFile.direction, direction),
      ),
    )
    .orderBy(desc(exchangeFile.at), desc(exchangeFile.chainSeq), desc(exchangeFile.serial))
    .all();
}

/** The people whose tasks were opened on this machine: it is theirs, and no office. */
export function listTaskOwners(store: ReadStore): string[] {
  return statements(store)("SELECT DISTINCT person_id FROM exchange_file WHERE direction = 'opened' ORDER BY person_id")
    .pluck()
    .all() as string[];
}
