import type { ReactNode } from 'react';
import { useWindowed } from './windowed.ts';

interface Props<Row> {
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** what a row is taken for until it was drawn, in px */
  height: number;
  /** of the list, beside that of every plain list */
  /** all rows are drawn: while somebody types into one */
  whole?: boolean;
  className?: string;
  rowClass?: string;
  children: (row: Row) => ReactNode;
}

/** A plain list of any length: of a long one, only the rows in sight are drawn. */
export function LongList<Row>({ rows, rowKey, height, whole = false, className, rowClass, children }: Props<Row>) {
  const { holder, row, drawn, above, below } = useWindowed(rows, height, whole);
  return (
    <ul ref={holder} className={['plain-list', className].filter(Boolean).join(' ')} style={{ paddingBlock: `${above}px ${below}px` }}>
      {drawn.map(({ value, index }) => (
        <li key={rowKey(value)} ref={row} data-index={index} className={rowClass}>
          {children(value)}
        </li>
      ))}
    </ul>
  );
}
