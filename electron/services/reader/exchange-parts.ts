/** The JSON parts of an exchange file: runs in a reader process, for a signature vouches for who wrote them and not for how much there is of it. */
import { cellsName, eventsName, rosterName, rowsName } from '../../../domain/exchange/manifest.ts';
import { cells, chains, roster, rows, type Roster, type Rows, type TravellingEvent } from '../../../domain/exchange/parts.ts';
import type { Cell } from '../../../domain/exchange/lineage.ts';
import { refuse } from '../../../domain/result.ts';

export interface ExchangeParts {
  readonly cells: readonly Cell[];
  readonly chains: readonly (readonly TravellingEvent[])[];
  /** of a task; a return has none */
  readonly rows: Rows | null;
  readonly roster: Roster | null;
}

/** `parts`: bytes by name. @throws exchange/part-missing, exchange/part-unreadable */
// oxlint-disable-next-line typescript/require-await -- a job is asynchronous
export async function readExchangeParts(path: string, isTask: boolean, parts: ReadonlyMap<string, Uint8Array>): Promise<ExchangeParts> {
  const read = <T>(name: string, schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }): T => {
    const unreadable = (): never => refuse('exchange/part-unreadable', { path, part: name });
    const bytes = parts.get(name) ?? refuse('exchange/part-missing', { path, part: name });
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      return unreadable();
    }
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : unreadable();
  };
  return {
    chains: read(eventsName, chains),
    cells: read(cellsName, cells),
    rows: isTask ? read(rowsName, rows) : null,
    roster: isTask ? read(rosterName, roster) : null,
  };
}
