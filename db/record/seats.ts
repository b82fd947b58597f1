/** 席位 against the events that gave them: who was assigned to a park, and whose seats passed to whom. */
import type { ReadStore } from '../store/open.ts';
import { listTaskOwners } from '../queries/exchange/files.ts';

interface SeatEvent {
  readonly kind: string;
  readonly entity: string;
  /** JSON */
  readonly old: string | null;
  /** JSON */
  readonly new: string | null;
}

interface Said {
  readonly applicationId?: string;
  readonly applicationIds?: readonly string[];
  readonly personId?: string;
  readonly personIds?: readonly string[];
}

/** The seats that stand by the events, as `<person>/<application>`. */
function replaySeats({ sqlite }: ReadStore): Set<string> {
  const seats = new Set<string>();
  const events = sqlite
    .prepare(
      "SELECT kind, entity, old, new FROM event WHERE kind IN ('panel.assign', 'panel.unassign', 'panel.remove', 'panel.replace', 'publicity.rereview') ORDER BY seq",
    )
    .iterate() as Iterable<SeatEvent>;
  for (const { kind, entity, old, new: text } of events) {
    const id = entity.slice(entity.indexOf(':') + 1);
    const now = JSON.parse(text ?? '{}') as Said;
    const before = JSON.parse(old ?? '{}') as Said;
    if (kind === 'panel.assign') for (const park of now.applicationIds ?? []) seats.add(`${id}/${park}`);
    else if (kind === 'publicity.rereview') for (const person of now.personIds ?? []) seats.add(`${person}/${now.applicationId ?? ''}`);
    else if (kind === 'panel.unassign' || kind === 'panel.remove')
      for (const park of before.applicationIds ?? []) seats.delete(`${id}/${park}`);
    else {
      for (const park of before.applicationIds ?? []) {
        seats.delete(`${id}/${park}`);
        seats.add(`${now.personId ?? ''}/${park}`);
      }
    }
  }
  return seats;
}

/** Seats that no event gave, and seats that were taken away past the program. */
export function findUntoldSeats(store: ReadStore): string[] {
  // on a member's laptop the own seats came in the task file, whose events stay at the office
  if (listTaskOwners(store).length > 0) return [];
  const told = replaySeats(store);
  const held = new Set(store.sqlite.prepare("SELECT person_id || '/' || application_id FROM assignment").pluck().all() as string[]);
  return [...new Set([...told, ...held])].filter((seat) => told.has(seat) !== held.has(seat)).map((seat) => `assignment:${seat}`);
}
