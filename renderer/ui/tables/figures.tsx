/** The one table of figures and words: small, whole, printable. Lists that are sorted, scrolled or opened line by line are antd's `Table`. */
import { Fragment, memo, type ReactNode, type RefCallback } from 'react';
import { useWindowed } from './windowed.ts';

export interface Column<Row> {
  /** what the column is called; absent in all: the table has no head */
  title?: ReactNode;
  /** the title is for those who do not see the table, as above buttons */
  unseen?: boolean;
  cell: (row: Row) => ReactNode;
  /** figures stand right-aligned, their digits below each other */
  number?: boolean;
  /** names the row */
  head?: boolean;
  /** of the cells alone */
  className?: string | ((row: Row) => string | undefined);
  /** of the head alone */
  headClass?: string | undefined;
  /** what a cell says to those who rest on it */
  tip?: (row: Row) => string | undefined;
  noPrint?: boolean;
}

interface Props<Row> {
  /** what the table is called for those who do not see it */
  name?: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** what a row is taken for until it was drawn, in px; absent: one line of text */
  rowHeight?: number;
  columns: readonly Column<Row>[];
  className?: string;
  /** the place around it, where it is one of its own or scrolls */
  frame?: string;
  rowProps?: (row: Row) => { className?: string | undefined; title?: string | undefined; [data: `data-${string}`]: string | number };
  /** what stands below a row over the whole width; null where nothing does */
  below?: (row: Row) => ReactNode;
  /** all rows are drawn, however many: where people type into their cells */
  whole?: boolean;
  /** the last line: its words over all columns but the last, and under that the figure */
  foot?: { title: ReactNode; figure: ReactNode };
}

function classes(...names: (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined;
}

/** What a row of one line takes, in px. */
const lineHeight = 39;

export function Figures<Row>({
  name,
  rows,
  rowKey,
  rowHeight = lineHeight,
  columns,
  className,
  frame,
  rowProps,
  below,
  foot,
  whole = false,
}: Props<Row>) {
  const isOpen = below !== undefined && rows.some((row) => (below(row) ?? null) !== null);
  const windowed = useWindowed(rows, rowKey, rowHeight, whole || isOpen);
  const table = (
    <table className={classes('plain-table', className)} aria-label={name}>
      {columns.some((column) => column.title !== undefined) ? (
        <thead>
          <tr>
            {columns.map(({ title, unseen, number, noPrint, headClass }, at) => (
              <th key={at} scope="col" className={classes(number && 'number', noPrint && 'no-print', headClass)}>
                {unseen ? <span className="unseen">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody ref={windowed.holder}>
        <Gap height={windowed.above} />
        {windowed.drawn.map(({ value: row, index }) => {
          const more = below?.(row) ?? null;
          return (
            <Fragment key={rowKey(row)}>
              <Line row={row} index={index} columns={columns} measure={windowed.row} rowProps={rowProps} />
              {more === null ? null : (
                <tr className="no-print">
                  <td colSpan={columns.length}>{more}</td>
                </tr>
              )}
            </Fragment>
          );
        })}
        <Gap height={windowed.below} />
      </tbody>
      {foot ? (
        <tfoot>
          <tr>
            <th scope="row" colSpan={columns.length - 1}>
              {foot.title}
            </th>
            <td className="number">{foot.figure}</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
  return frame ? <div className={frame}>{table}</div> : table;
}

interface LineProps<Row> extends Pick<Props<Row>, 'columns'> {
  row: Row;
  index: number;
  measure: RefCallback<HTMLElement> | undefined;
  rowProps: Props<Row>['rowProps'] | undefined;
}

// scrolling brings rows in and draws none of the others anew
const Line = memo(function Line({ row, index, columns, measure, rowProps }: LineProps<unknown>) {
  return (
    <tr ref={measure} data-index={measure && index} {...rowProps?.(row)}>
      {columns.map((column, at) => (
        <Cell key={at} row={row} column={column} />
      ))}
    </tr>
  );
}) as <Row>(props: LineProps<Row>) => ReactNode;

/** The place of rows that are not drawn. */
export function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden="true" style={{ height }} /> : null;
}

function Cell<Row>({ row, column: { cell, number, head, className, tip, noPrint } }: { row: Row; column: Column<Row> }) {
  const own = typeof className === 'function' ? className(row) : className;
  const shared = { className: classes(number && 'number', own, noPrint && 'no-print'), title: tip?.(row), children: cell(row) };
  return head ? <th scope="row" {...shared} /> : <td {...shared} />;
}
