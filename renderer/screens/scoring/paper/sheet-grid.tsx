/** Parks by criteria, typed as in a spreadsheet: arrows, Tab and Enter move, figures write, Delete empties, a block is pasted. */
import { useEffect, useRef, useState, type ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import { ApiError } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { showPoints } from '../../../ui/words.ts';
import { lockOf, readCell, type GridRow } from './block.ts';
import { gridKeys, type GridCell } from './grid-keys.ts';

/** What a cell shows besides its points. */
interface CellStyle {
  points100: number | null;
  /** words in the place of points */
  instead?: string;
  /** asks for a comment, or was refused */
  wants?: boolean;
}

interface Props {
  name: string;
  rows: readonly GridRow[];
  criteria: readonly Leaf[];
  at: GridCell;
  lookOf: (row: GridRow, criterion: Leaf) => CellStyle;
  /** sum and maximum of a row; null shows none */
  sumOf: ((row: GridRow) => string) | null;
  onMove: (place: GridCell) => void;
  /** null empties the cell */
  onSet: (row: GridRow, criterion: Leaf, points100: number | null) => void;
  onRefuse: (refusal: ApiError | null) => void;
  onPaste: (text: string) => void;
  onUndo: (again: boolean) => void;
  onComment: () => void;
}

export function SheetGrid({ name, rows, criteria, at, lookOf, sumOf, onMove, onSet, onRefuse, onPaste, onUndo, onComment }: Props) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const table = useRef<HTMLTableElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const row = rows[at.row];
  const criterion = criteria[at.column];

  const cellAt = ({ row: down, column }: GridCell): HTMLElement | null =>
    table.current?.querySelector<HTMLElement>(`[data-cell="${down}:${column}"]`) ?? null;
  const move = (down: number, across: number): void => {
    const place = { row: clamp(at.row + down, rows.length), column: clamp(at.column + across, criteria.length) };
    setTyped(null);
    onRefuse(null);
    onMove(place);
    cellAt(place)?.focus();
  };
  /** Writes what was typed; false keeps the cursor, because it cannot stand there. */
  const keep = (): boolean => {
    if (typed === null || !row || !criterion) return true;
    if (typed.trim() === '') {
      onSet(row, criterion, null);
    } else {
      const points100 = readCell(criterion, typed);
      if (points100 instanceof ApiError) {
        onRefuse(points100);
        return false;
      }
      onSet(row, criterion, points100);
    }
    setTyped(null);
    onRefuse(null);
    return true;
  };

  // a field that opens takes the cursor; one that closes gives it back to its cell
  const open = typed !== null;
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !open && table.current?.contains(document.activeElement) === false)
      table.current.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    was.current = open;
  }, [open]);

  // whoever comes to the grid comes to type
  useEffect(() => table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), []);

  const steer = gridKeys(
    { at, open, rows: rows.length, columns: criteria.length, locked: !row || !criterion || lockOf(row, criterion, '') !== null },
    {
      keep,
      move,
      undo: onUndo,
      comment: onComment,
      cancel() {
        setTyped(null);
        onRefuse(null);
        cellAt(at)?.focus();
      },
      type: setTyped,
      edit() {
        if (row && criterion) setTyped(shown(lookOf(row, criterion)));
      },
      empty() {
        if (row && criterion) onSet(row, criterion, null);
      },
    },
  );

  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    // a single figure into an open field is typing
    if (open && !/[\t\n]/.test(text)) return;
    event.preventDefault();
    setTyped(null);
    onPaste(text);
  };

  return (
    <table ref={table} className="grid-table" role="grid" aria-label={name} onKeyDown={steer} onPaste={paste}>
      <thead>
        <tr>
          <th scope="col" className="grid-park">
            {t('scores.grid.park')}
          </th>
          {criteria.map((one) => (
            <th key={one.id} scope="col" title={localText(one.name, language)}>
              <span className="figures">{one.id}</span>
              <span className="grid-name">{localText(one.name, language)}</span>
              <span className="raw figures">{`/ ${showPoints(one.max100)}`}</span>
            </th>
          ))}
          {sumOf ? (
            <th scope="col" className="grid-sum">
              {t('scores.grid.sum')}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((one, down) => (
          <tr key={one.applicationId} className={one.locked === null ? undefined : 'grid-locked'}>
            <th scope="row" className="grid-park">
              {one.name}
              {one.locked === null ? null : <span className="raw">{one.locked}</span>}
            </th>
            {criteria.map((leaf, across) => {
              const look = lookOf(one, leaf);
              const locked = lockOf(one, leaf, t('scores.otherType'));
              const here = at.row === down && at.column === across;
              return (
                <td
                  key={leaf.id}
                  data-cell={`${down}:${across}`}
                  tabIndex={here ? 0 : -1}
                  aria-selected={here}
                  // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- a gridcell may be read-only (WAI-ARIA 1.2)
                  aria-readonly={locked !== null}
                  title={one.locked === null ? (locked ?? undefined) : undefined}
                  className={look.wants ? 'grid-cell grid-wants' : 'grid-cell'}
                  onFocus={() => (here ? undefined : onMove({ row: down, column: across }))}
                  onDoubleClick={() => (locked === null ? setTyped(shown(look)) : undefined)}
                >
                  {here && open ? (
                    <input
                      className="grid-input"
                      autoFocus
                      inputMode="decimal"
                      aria-label={`${one.name} ${localText(leaf.name, language)}`}
                      value={typed}
                      onChange={(event) => setTyped(event.target.value)}
                      onBlur={() => {
                        if (!keep()) setTyped(null);
                      }}
                    />
                  ) : (
                    (look.instead ?? (locked !== null && one.locked === null ? '／' : shown(look)))
                  )}
                </td>
              );
            })}
            {sumOf ? <td className="grid-sum figures">{sumOf(one)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown({ points100 }: CellStyle): string {
  return points100 === null ? '' : showPoints(points100);
}

function clamp(place: number, length: number): number {
  return Math.min(Math.max(place, 0), length - 1);
}
