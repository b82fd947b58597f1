/** 我的评分一览: what one expert gave, criteria down, parks across, to compare before submitting. Each cell leads to its place. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output, SheetView } from '../../../../domain/contract/api.ts';
import { isLeaf, type Criterion, type Rubric } from '../../../../domain/rubric/model.ts';
import { isAskedOf, partOfType, rubricLeaves } from '../../../../domain/rubric/leaves.ts';
import { sheetTotals, type SheetTotals } from '../../../../domain/scoring/check-score.ts';
import { localText } from '../../../../domain/text.ts';
import { useQueries } from '../../../state/queries.ts';
import { useSession } from '../../../state/session.ts';
import { FlagOutlined } from '../../../ui/icons.tsx';
import { Blank } from '../../../ui/page.tsx';
import { showPoints } from '../../../ui/words.ts';
import { flagsOf } from './own-notes.ts';

interface Column {
  readonly applicationId: string;
  readonly parkName: string;
  readonly sheet: SheetView | undefined;
}

interface Props {
  personId: string;
  rubric: Rubric | null;
  parks: readonly Column[];
  notes: Output<'notes.get'>;
  open: boolean;
  onClose: () => void;
  onGo: (applicationId: string, criterionId: string) => void;
}

export function ScoreOverview({ open, onClose, ...table }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      centered
      width="min(96vw, 90rem)"
      title={t('scores.overview.title')}
      destroyOnHidden
    >
      <p className="quiet flush">{t('scores.overview.about')}</p>
      {table.rubric && table.parks.length > 0 ? (
        <OverviewTable {...table} rubric={table.rubric} />
      ) : (
        <Blank sentence={t('scores.overview.none')} />
      )}
    </Modal>
  );
}

function OverviewTable({ personId, rubric, parks, notes, onGo }: Omit<Props, 'open' | 'onClose' | 'rubric'> & { rubric: Rubric }) {
  const { t } = useTranslation();
  const opinions = useQueries(
    'opinions.get',
    parks.map(({ applicationId }) => ({ personId, applicationId })),
  );
  const totals = parks.map(({ sheet }) =>
    sheetTotals(
      partOfType(rubric, sheet?.type ?? null),
      Object.fromEntries((sheet?.scores ?? []).map((one) => [one.criterionId, one])),
      sheet?.abstained,
    ),
  );
  const asked = parks.map(
    ({ sheet }) => new Set(rubricLeaves(rubric).flatMap((leaf) => (isAskedOf(leaf, sheet?.type ?? null) ? [leaf.criterion.id] : []))),
  );
  /** as the desk counts it */
  const lacksOf = ({ missing, commentsMissing }: SheetTotals, at: number): number =>
    parks[at]?.sheet?.state === 'submitted' || parks[at]?.sheet?.abstained.some((one) => one.criterionId === null)
      ? 0
      : missing.length + commentsMissing.length + (opinions[at]?.value ? 0 : 1);
  return (
    <div className="overview-scroll" tabIndex={0} role="region" aria-label={t('scores.overview.title')}>
      <table className="overview">
        <thead>
          <tr>
            <th scope="col">{t('scores.workbook.criterion')}</th>
            <th scope="col" className="number">
              {t('scores.workbook.max')}
            </th>
            {parks.map(({ applicationId, parkName, sheet }) => (
              <th key={applicationId} scope="col" className="number">
                {parkName}
                <span className="raw">{t(sheet?.state === 'submitted' ? 'scores.state.submitted' : 'scores.overview.open')}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rubric.criteria.map((criterion) => (
            <Rows
              key={criterion.id}
              criterion={criterion}
              depth={0}
              asked={asked}
              parks={parks}
              totals={totals}
              notes={notes}
              onGo={onGo}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('scores.confirmTotal')}</th>
            <td className="number figures">{showPoints(totals[0]?.max100 ?? 0)}</td>
            {totals.map((one, at) => (
              <td key={parks[at]?.applicationId} className="number figures">
                <strong>{(parks[at]?.sheet?.scores.length ?? 0) > 0 ? showPoints(one.total100) : '—'}</strong>
                {lacksOf(one, at) > 0 ? <span className="raw wants">{t('scores.lacking', { count: lacksOf(one, at) })}</span> : null}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row" colSpan={2}>
              {t('scores.opinion.recommendation')}
            </th>
            {opinions.map(({ value }, at) => (
              <td key={parks[at]?.applicationId} className="number">
                {value ? t(`scores.opinion.${value.recommendation}`) : <span className="wants">—</span>}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Nothing scored yet is not nought. */
function pointsOf(branch: { readonly points100: number; readonly scored: number } | undefined): string {
  return branch && branch.scored > 0 ? showPoints(branch.points100) : '—';
}

interface RowsProps extends Pick<Props, 'parks' | 'notes' | 'onGo'> {
  criterion: Criterion;
  depth: number;
  totals: readonly SheetTotals[];
  /** of each park, the criteria that those of its type are asked */
  asked: readonly ReadonlySet<string>[];
}

function Rows({ criterion, depth, ...props }: RowsProps) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const { parks, totals } = props;
  const name = (
    <th scope="row" style={{ paddingInlineStart: `${depth + 0.5}em` }}>
      {`${criterion.id} ${localText(criterion.name, language)}`}
    </th>
  );
  const max = <td className="number figures quiet">{showPoints(criterion.max100)}</td>;
  if (isLeaf(criterion)) {
    return (
      <tr>
        {name}
        {max}
        {parks.map((park, at) =>
          props.asked[at]?.has(criterion.id) === false ? (
            <td key={park.applicationId} className="number quiet">
              <span title={t('scores.otherType')}>／</span>
            </td>
          ) : (
            <Cell
              key={park.applicationId}
              park={park}
              totals={totals[at]}
              criterionId={criterion.id}
              notes={props.notes}
              onGo={props.onGo}
            />
          ),
        )}
      </tr>
    );
  }
  return (
    <>
      <tr className="overview-branch">
        {name}
        {max}
        {parks.map(({ applicationId }, at) => (
          <td key={applicationId} className="number figures">
            {pointsOf(totals[at]?.byBranch[criterion.id])}
          </td>
        ))}
      </tr>
      {criterion.children.map((child) => (
        <Rows key={child.id} {...props} criterion={child} depth={depth + 1} />
      ))}
    </>
  );
}

interface CellProps extends Pick<Props, 'notes' | 'onGo'> {
  park: Column;
  totals: SheetTotals | undefined;
  criterionId: string;
}

function Cell({ park, totals, criterionId, notes, onGo }: CellProps) {
  const { t } = useTranslation();
  const { applicationId, parkName, sheet } = park;
  const score = sheet?.scores.find((one) => one.criterionId === criterionId);
  const abstained = sheet?.abstained.some((one) => one.criterionId === criterionId || one.criterionId === null) ?? false;
  const isFlagged = flagsOf(notes, applicationId).includes(criterionId);
  const words = score ? showPoints(score.points100) : abstained ? t('scores.abstain') : '—';
  const lacksComment = totals?.commentsMissing.includes(criterionId) ?? false;
  return (
    <td className="number">
      <button
        type="button"
        className={!score && !abstained ? 'bare-button overview-cell wants' : 'bare-button overview-cell'}
        aria-label={t('scores.overview.cell', { park: parkName, id: criterionId, points: words })}
        onClick={() => onGo(applicationId, criterionId)}
      >
        {isFlagged ? <FlagOutlined aria-label={t('scores.flagged')} /> : null}
        <span className="figures">{words}</span>
        {lacksComment ? <span className="raw wants">{t('scores.overview.comment')}</span> : null}
      </button>
    </td>
  );
}
