import { memo, type ReactNode, type RefCallback } from 'react';
import { useWindowed, type Reach } from './windowed.ts';

interface Props<Row> {
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** what a row is taken for until it was drawn, in px */
  height: number;
  /** all rows are drawn: while somebody types into one */
  whole?: boolean;
  /** where rows are taller than a few lines of text */
  reach?: Reach;
  /** of the list, beside that of every plain list */
  className?: string;
  rowClass?: string;
  children: (row: Row) => ReactNode;
}

/** A plain list of any length: of a long one, only the rows in sight are drawn. */
export function LongList<Row>({ rows, rowKey, height, whole = false, className, rowClass, reach, children }: Props<Row>) {
  const { holder, row, drawn, above, below } = useWindowed(rows, rowKey, height, whole, reach);
  return (
    <ul ref={holder} className={['plain-list', className].filter(Boolean).join(' ')} style={{ paddingBlock: `${above}px ${below}px` }}>
      {drawn.map(({ value, index }) => (
        <Item key={rowKey(value)} value={value} index={index} measure={row} className={rowClass} draw={children} />
      ))}
    </ul>
  );
}

interface ItemProps<Row> {
  value: Row;
  index: number;
  measure: RefCallback<HTMLElement> | undefined;
  className: string | undefined;
  draw: (row: Row) => ReactNode;
}

// scrolling brings rows in and draws none of the others anew
const Item = memo(function Item({ value, index, measure, className, draw }: ItemProps<unknown>) {
  return (
    <li ref={measure} data-index={index} className={className}>
      {draw(value)}
    </li>
  );
}) as <Row>(props: ItemProps<Row>) => ReactNode;
