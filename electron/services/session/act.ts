/** One act: in whose name and when. What it writes is put on record with both, so that no handler names them by hand. */
import { appendEvent, type EventRow, type NewEvent } from '../../../db/queries/events.ts';
import type { WriteStore } from '../../../db/store/open.ts';

export interface Act {
  /** for whom it acts: a person's id, or `secretary` */
  readonly actor: string;
  /** the clock, read once: all rows and events of one act agree */
  readonly at: string;
  /** Appends an event in the act's name and at its time; `actor` only where a row is another's own, as a score is its expert's. */
  readonly append: (tx: WriteStore, event: Omit<NewEvent, 'actor' | 'at'> & { readonly actor?: string }) => EventRow;
}

export function actAs(actor: string, at: string): Act {
  return { actor, at, append: (tx, event) => appendEvent(tx, { actor, at, ...event }) };
}

/** What the record adds to somebody's own row where another wrote it for them, as an office does with sheets on paper. */
export function enteredBy({ actor }: Act, owner: string): { readonly by?: string } {
  return actor === owner ? {} : { by: actor };
}
