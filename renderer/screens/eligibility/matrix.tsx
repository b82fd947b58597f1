import { Popover, theme } from 'antd';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../state/route.ts';
import { sizes } from '../../theme/sizes.ts';
import { verdictStyle } from '../../theme/theme.ts';
import { Figures } from '../../ui/tables/figures.tsx';
import { drawnWhole } from '../../ui/tables/windowed.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { shortened, verdictMark } from '../../ui/words.ts';
import { hasValues } from './leading.ts';
import type { MatrixCell, MatrixCondition, MatrixPark } from './matrix-types.ts';

/** Longer tables have a pane of their own, as high as this, in px, with their heads always in sight. */
export const paneHeight = sizes.matrixCell * 5;
/** So many characters of a park's name fit on two lines. */
const longestName = 24;
/** So many of a value fit in its cell. */
const longestValue = 9;
/** What a park takes, in px. */
const rowHeight = 57;

interface Props {
  parks: readonly MatrixPark[];
  conditions: readonly MatrixCondition[];
  onOpen: (applicationId: string, conditionId: string) => void;
}

/** Parks down, conditions across; a cell is a mark and a short value, and opens its condition. */
export function Matrix({ parks, conditions, onOpen }: Props) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const isLong = parks.length > drawnWhole;
  return (
    <Figures
      frame={isLong ? 'matrix-pane' : 'scroll-across'}
      className="matrix"
      rowHeight={rowHeight}
      rows={parks}
      rowKey={(park) => park.applicationId}
      columns={[
        {
          title: t('applications.list.park'),
          head: true,
          cell: ({ applicationId, parkName, overall, rewards }) => (
            <div className="stack-tight">
              <a href={addressOf('packages', applicationId)} title={parkName}>
                {shortened(parkName, longestName)}
              </a>
              {(rewards ?? []).map((reward) => (
                <div key={reward} className="raw">
                  {reward}
                </div>
              ))}
              <span>
                <Verdict verdict={overall} />
              </span>
            </div>
          ),
        },
        ...conditions.map((condition) => ({
          title: <Head condition={condition} />,
          headClass: hasValues(parks, condition) ? undefined : 'mark-column',
          cell: ({ applicationId, parkName, cells }: MatrixPark) => {
            const cell = cells[condition.at];
            return cell ? (
              <Cell
                style={cell.verdict === 'met' ? { color: token.colorSuccessText } : verdictStyle(token, cell.verdict)}
                bare={!hasValues(parks, condition)}
                park={parkName}
                condition={condition}
                cell={cell}
                onOpen={() => onOpen(applicationId, condition.id)}
              />
            ) : null;
          },
        })),
      ]}
    />
  );
}

function Head({ condition: { label, article, text } }: { condition: MatrixCondition }) {
  const { t } = useTranslation();
  return (
    <div className="column">
      <span>{label}</span>
      <Popover trigger={['click', 'hover']} title={article} content={<p className="flush article">{text}</p>}>
        <button type="button" className="article-link raw" aria-label={t('eligibility.filter.original', { label })}>
          {article}
        </button>
      </Popover>
    </div>
  );
}

interface CellProps {
  park: string;
  condition: MatrixCondition;
  cell: MatrixCell;
  style: CSSProperties;
  /** there is room for its mark alone */
  bare: boolean;
  onOpen: () => void;
}

function Cell({ park, condition, cell: { verdict, value, threshold }, style, bare, onOpen }: CellProps) {
  const { t } = useTranslation();
  const word = t(`common.verdict.${verdict}`);
  return (
    <button
      type="button"
      className={`bare-button matrix-cell${verdict === 'notMet' ? ' matrix-failed' : ''}`}
      style={style}
      onClick={onOpen}
      title={[word, value, threshold ?? condition.threshold].filter(Boolean).join(' · ')}
      aria-label={`${park} ${condition.label} ${word}`}
    >
      <span aria-hidden="true">{verdictMark[verdict]}</span>
      {bare ? null : <span className="clip">{shortened(value ?? word, longestValue)}</span>}
    </button>
  );
}
