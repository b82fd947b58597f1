import { Fragment, type DragEvent } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ShortlistAnswer } from '../../../domain/contract/api.ts';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { splitAtLine, type ListWords, type Result, type ShortlistRow } from './bands.ts';
import { figure, sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { Gap } from '../../ui/tables/figures.tsx';
import { useWindowed } from '../../ui/tables/windowed.ts';
import { ShortlistLine } from './shortlist-row.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  list: ShortlistAnswer['types'][number];
  words: ListWords;
  begun: { applicationId: string; result: Result } | null;
  task: Task;
  /** by application: the share of draws above the line */
  shares: ReadonlyMap<string, number>;
  /** nobody scores a round of conditions alone: then there are no ranks and totals */
  scored: boolean;
  /** sheets are not in yet */
  provisional: boolean;
  /** of a round of rewards: what each is given */
  amounts: boolean;
  /** null: back to undecided */
  onChoose: (row: ShortlistRow, result: Result | null) => void;
  onReason: (applicationId: string, result: Result, reason: string) => void;
  onCancel: () => void;
}

/** What a row takes, in px. */
const rowHeight = 49;
const applicationOf = (row: ShortlistRow): string => row.applicationId;
const carried = 'application/x-parkpanel-row';
/** percent of the width: rank, park, total or amount, eligibility, proposal, decision, acts; without a rank the park takes its place */
const ranked = [7, 22, 8, 11, 20, 18, 14];
const plain = [23, 11, 11, 20, 16, 19];
const bare = [30, 13, 20, 17, 20];
const widthsOf = ({ scored, amounts }: Pick<Props, 'scored' | 'amounts'>): number[] => (scored ? ranked : amounts ? plain : bare);

function carry({ dataTransfer }: DragEvent, { applicationId }: ShortlistRow): void {
  dataTransfer.setData(carried, applicationId);
  dataTransfer.effectAllowed = 'move';
}

function letDrop(event: DragEvent): void {
  if (event.dataTransfer.types.includes(carried)) event.preventDefault();
}

/**
 * The parks of a type with the line of the quota: above it what is listed or still open, below it the rest, each side
 * by rank. A row dragged across the line is a decision like one made by its buttons.
 */
export function ShortlistTable({ list, words, begun, task, shares, scored, provisional, amounts, onChoose, onReason, onCancel }: Props) {
  const { t } = useTranslation();
  const headed = (key: string): string => (provisional ? t('tally.screen.provisional', { figure: t(key) }) : t(key));
  const widths = widthsOf({ scored, amounts });
  const { above, below } = splitAtLine(list.rows);
  const open = above.filter((row) => row.result === 'open').length;
  // above the line first, as they stand
  const content = () => sheetOf(list.label, shortlistColumns({ words, scored, amounts, headed }, t), [...above, ...below]);
  return (
    <>
      <TableTools name={list.label} content={content} />
      <div className="scroll-across">
        <table className="plain-table shortlist" aria-label={list.label}>
          <colgroup>
            {widths.map((width, at) => (
              <col key={at} style={{ width: `${width}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {scored ? (
                <th scope="col" className="number">
                  {headed('tally.screen.rank')}
                </th>
              ) : null}
              <th scope="col">{words.subject}</th>
              {scored || amounts ? (
                <th scope="col" className="number">
                  {scored ? headed('tally.screen.total') : t('shortlist.screen.amount')}
                </th>
              ) : null}
              <th scope="col">{t('applications.list.overall')}</th>
              <th scope="col">{t('shortlist.screen.proposal')}</th>
              <th scope="col">{t('shortlist.screen.decision')}</th>
              <th scope="col">
                <span className="unseen">{t('shortlist.screen.decide')}</span>
              </th>
            </tr>
          </thead>
          <Side
            rows={above}
            result="listed"
            label={t('shortlist.screen.above')}
            {...{ list, words, begun, task, shares, scored, amounts, onChoose, onReason, onCancel }}
          />
          <tbody>
            <tr className="quota-line">
              <td colSpan={widths.length}>
                <span className="quota-words">
                  <span>{t('shortlist.screen.line', { quota: list.quota })}</span>
                  {list.line === null ? null : <span>{t('shortlist.screen.lineScore', { line: list.line })}</span>}
                  {open > 0 ? <span className="wants">{t('shortlist.screen.lineOpen', { count: open })}</span> : null}
                  {list.over > 0 ? <strong className="wants">{t('shortlist.screen.over', { count: list.over })}</strong> : null}
                </span>
              </td>
            </tr>
          </tbody>
          <Side
            rows={below}
            result="notListed"
            label={t('shortlist.screen.below')}
            {...{ list, words, begun, task, shares, scored, amounts, onChoose, onReason, onCancel }}
          />
        </table>
      </div>
    </>
  );
}

/** The list as a sheet: what is shown of each park, figures as figures. */
function shortlistColumns(
  { words, scored, amounts, headed }: Pick<Props, 'words' | 'scored' | 'amounts'> & { headed: (key: string) => string },
  t: TFunction,
): SheetColumn<ShortlistRow>[] {
  return [
    ...(scored ? [{ head: headed('tally.screen.rank'), cell: (row: ShortlistRow) => row.rank }] : []),
    { head: words.subject, cell: (row) => row.parkName },
    { head: t('reports.shortlist.operator'), cell: (row) => row.operator },
    { head: t('applications.list.region'), cell: (row) => row.region },
    ...(scored ? [{ head: headed('tally.screen.total'), cell: (row: ShortlistRow) => figure(row.total) }] : []),
    ...(amounts ? [{ head: t('rewards.sheet.amount'), cell: (row: ShortlistRow) => figure(row.amount) }] : []),
    { head: t('applications.list.overall'), cell: (row) => t(`common.verdict.${row.overall}`) },
    { head: t('shortlist.screen.proposal'), cell: (row) => [t(`shortlist.result.${row.proposed}`), ...row.because].join('\n') },
    { head: t('shortlist.screen.decision'), cell: (row) => (row.decision ? words[row.decision.result] : t('shortlist.screen.undecided')) },
    { head: t('common.reason'), cell: (row) => row.decision?.reason ?? null },
  ];
}

interface SideProps extends Omit<Props, 'provisional'> {
  rows: readonly ShortlistRow[];
  /** what a row becomes that is dropped here */
  result: Result;
  label: string;
}

/** The rows above or below the line. */
function Side({ rows, result, label, list, words, begun, task, shares, scored, amounts, onChoose, onReason, onCancel }: SideProps) {
  const { t } = useTranslation();
  const columns = widthsOf({ scored, amounts }).length;
  const { holder, row: measure, drawn, above, below } = useWindowed(rows, applicationOf, rowHeight, begun !== null);
  const take = (event: DragEvent, result: Result): void => {
    const row = list.rows.find((one) => one.applicationId === event.dataTransfer.getData(carried));
    if (!row) return;
    event.preventDefault();
    if (row.result !== result) onChoose(row, result);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- whoever does not drag has the buttons of each row
    <tbody ref={holder} aria-label={label} onDragOver={letDrop} onDrop={(event) => take(event, result)}>
      {rows.length === 0 ? (
        <tr>
          {scored ? <td aria-hidden="true" /> : null}
          <td colSpan={columns - (scored ? 1 : 0)} className="quiet">
            {result === 'listed' ? t('shortlist.screen.noneAbove') : '—'}
          </td>
        </tr>
      ) : null}
      <Gap height={above} />
      {drawn.map(({ value: row, index }) => (
        <Fragment key={row.applicationId}>
          <ShortlistLine
            ref={measure}
            index={index}
            row={row}
            words={words}
            busy={task.busy}
            share={shares.get(row.applicationId)}
            scored={scored}
            amounts={amounts}
            onChoose={onChoose}
            onDrag={carry}
          />
          {begun?.applicationId === row.applicationId ? (
            <tr>
              <td colSpan={columns}>
                <ReasonForm
                  question={t('shortlist.screen.why', { park: row.parkName, result: words[begun.result] })}
                  press={t('shortlist.screen.decide')}
                  needed={t('shortlist.screen.reasonNeeded')}
                  task={task}
                  onReason={(reason) => onReason(row.applicationId, begun.result, reason)}
                  onCancel={onCancel}
                />
              </td>
            </tr>
          ) : null}
        </Fragment>
      ))}
      <Gap height={below} />
    </tbody>
  );
}
