/** The roster as a table: one expert a line, columns found by their heads in either language. */
import { refuse } from '../result.ts';
import type { Translate } from '../text.ts';

export const rosterColumns = ['name', 'organisation', 'title', 'field', 'region', 'contact', 'note'] as const;
export type RosterColumn = (typeof rosterColumns)[number];
export type RosterEntry = Readonly<Record<RosterColumn, string>>;

const longest: Readonly<Record<RosterColumn, number>> = {
  name: 200,
  organisation: 200,
  title: 100,
  field: 200,
  region: 100,
  contact: 200,
  note: 1000,
};

const plain = (text: string): string => text.replaceAll(/[\s（）()：:*]/gu, '').toLowerCase();

/** Name and organisation, by which two entries are the same person unless somebody says that they are not. */
export const entryKey = ({ name, organisation }: Pick<RosterEntry, 'name' | 'organisation'>): string => `${name}\n${organisation}`;

/**
 * The entries of a sheet whose head stands in one of its first lines; empty lines are passed over. `said` are the texts of the languages.
 * @throws roster/no-table where no line names the column of names, roster/bad-row with the line where an entry has no name or a cell is too long
 */
export function readRosterRows(grid: readonly (readonly string[])[], said: readonly Translate[]): RosterEntry[] {
  const heads = new Map<string, RosterColumn>();
  for (const column of rosterColumns)
    for (const t of said) for (const head of t(`experts.heads.${column}`).split('|')) heads.set(plain(head), column);
  const top = grid.slice(0, 10).findIndex((line) => line.some((cell) => heads.get(plain(cell)) === 'name'));
  const head = grid[top];
  if (!head) return refuse('roster/no-table', {});
  const placed = head.map((cell) => heads.get(plain(cell)));
  return grid.slice(top + 1).flatMap((line, below) => {
    const entry: Record<RosterColumn, string> = { name: '', organisation: '', title: '', field: '', region: '', contact: '', note: '' };
    for (const [at, column] of placed.entries()) if (column !== undefined) entry[column] = (line[at] ?? '').trim();
    if (Object.values(entry).every((text) => text === '')) return [];
    const wrong = entry.name === '' ? 'name' : rosterColumns.find((column) => entry[column].length > longest[column]);
    if (wrong !== undefined) refuse('roster/bad-row', { line: top + below + 2, column: said[0]?.(`experts.column.${wrong}`) ?? wrong });
    return [entry];
  });
}
