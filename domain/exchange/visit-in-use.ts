/**
 * Which of several laptops' words are in use of one visit (考察) until somebody chooses: where they contradict each other, one laptop's
 * in every row, so that no record stands that nobody wrote. What one laptop alone wrote stands beside it. No clock is read.
 */
import { isConflict, shownHead, type Cell, type Head } from './lineage.ts';
import { ownedKey } from './owned-tables.ts';
import { deviceOfOrigin, type SaidBy } from './sheet-in-use.ts';

const tableOf = (cell: Pick<Cell, 'entity'>): string => ownedKey(cell.entity)?.table.name ?? '';

/** Laptops on which the visit was closed, and on which somebody signed its record. */
function firmness(cells: readonly Cell[], said: SaidBy): (device: string) => string {
  const on = (wanted: string, holds: (head: Head) => boolean): Set<string> =>
    new Set(
      cells.flatMap((cell) =>
        tableOf(cell) === wanted ? cell.heads.filter(holds).map((head) => deviceOfOrigin(cell, head.id, said)) : [],
      ),
    );
  const closed = on('visit', ({ content }) => (content['digest'] ?? null) !== null);
  const signed = on('visit/sign', () => true);
  return (device) => `${closed.has(device) ? 0 : 1}${signed.has(device) ? 0 : 1}${device}`;
}

function smallest<T>(items: readonly T[], name: (item: T) => string): T | undefined {
  return [...items].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0))[0];
}

/**
 * By entity, what is in use of each row of one visit. Of rows that contradict each other those of one laptop: one that closed the visit
 * before others, one on which it was signed before others, then the smallest name, which favours nobody. What somebody wrote with both
 * sides before them goes before what a laptop wrote unaware.
 */
export function visitInUse(cells: readonly Cell[], said: SaidBy): ReadonlyMap<string, Head> {
  const rank = firmness(cells, said);
  const devices = cells.filter(isConflict).flatMap((cell) => cell.heads.map((head) => deviceOfOrigin(cell, head.id, said)));
  const first = smallest(devices, rank);
  const shown = new Map<string, Head>();
  for (const cell of cells) {
    const versions = new Map(cell.versions.map((version) => [version.id, version]));
    const name = ({ id }: Head): string => {
      const device = deviceOfOrigin(cell, id, said);
      return `${(versions.get(id)?.parents.length ?? 0) > 1 ? 0 : 1}${device === first ? 0 : 1}${rank(device)} ${id}`;
    };
    const head = isConflict(cell) ? smallest(cell.heads, name) : shownHead(cell);
    if (head) shown.set(cell.entity, head);
  }
  return shown;
}
