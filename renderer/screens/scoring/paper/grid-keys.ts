/** The keys of a grid, as in a spreadsheet. */
import type { KeyboardEvent } from 'react';

export interface GridCell {
  row: number;
  column: number;
}

interface Grid {
  at: GridCell;
  /** whether a field stands open in the cell */
  open: boolean;
  rows: number;
  columns: number;
  /** nothing can be typed into the cell */
  locked: boolean;
}

interface Acts {
  /** writes what was typed; false keeps the cursor */
  keep: () => boolean;
  move: (down: number, across: number) => void;
  undo: (again: boolean) => void;
  comment: () => void;
  /** closes the field without writing */
  cancel: () => void;
  /** opens the field with a first figure */
  type: (figure: string) => void;
  /** opens the field with what stands in the cell */
  edit: () => void;
  empty: () => void;
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, 0],
  End: [0, 0],
};

export function gridKeys({ at, open, rows, columns, locked }: Grid, acts: Acts): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.nativeEvent.isComposing || event.altKey) return;
    const { key, shiftKey } = event;
    const take = (act: () => void): void => {
      event.preventDefault();
      act();
    };
    if (event.ctrlKey || event.metaKey) {
      if (!open && /^[zy]$/i.test(key)) take(() => acts.undo(key.toLowerCase() === 'y' || shiftKey));
      else if (key === 'Home' || key === 'End') {
        const far = key === 'Home' ? -1 : 1;
        take(() => (acts.keep() ? acts.move(far * rows, far * columns) : undefined));
      }
      return;
    }
    // Tab leaves the grid at the ends of a row
    if (key === 'Tab' && !open && at.column === (shiftKey ? 0 : columns - 1)) return;
    const way = key === 'Tab' ? [0, shiftKey ? -1 : 1] : key === 'Enter' ? [shiftKey ? -1 : 1, 0] : ways[key];
    const inText = key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End';
    if (way && !(open && inText)) {
      take(() => {
        if (!acts.keep()) return;
        if (key === 'Home' || key === 'End') acts.move(0, key === 'Home' ? -columns : columns);
        else acts.move(way[0] ?? 0, way[1] ?? 0);
      });
    } else if (open) {
      if (key === 'Escape') take(acts.cancel);
    } else if (key === 'c' || key === 'C') take(acts.comment);
    else if (locked) return;
    else if (/^[0-9.０-９]$/.test(key)) take(() => acts.type(key));
    else if (key === 'F2') take(acts.edit);
    else if (key === 'Delete' || key === 'Backspace') take(acts.empty);
  };
}
