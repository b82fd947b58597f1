import { Popover, Table, theme, type TableColumnsType } from 'antd';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../state/route.ts';
import { sizes, verdictStyle } from '../../theme/theme.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { verdictMark } from '../../ui/words.ts';
import type { MatrixCell, MatrixCondition, MatrixPark } from './matrix-types.ts';

/** Longer tables draw only what is in sight. */
export const drawnWhole = 50;
/** What they take then, in px. */
export const longHeight = sizes.matrixCell * 5;

interface Props {
  parks: readonly MatrixPark[];
  conditions: readonly MatrixCondition[];
  onOpen: (applicationId: string, conditionId: string) => void;
}

/** Parks down, conditions across; a cell is a mark and a short value, and opens its condition. */
export function Matrix({ parks, conditions, onOpen }: Props) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const columns: TableColumnsType<MatrixPark> = [
    {
      title: t('applications.list.park'),
      key: 'park',
      fixed: 'start',
      width: sizes.matrixCell * 2,
      render: (_, { applicationId, parkName, overall }) => (
        <div className="stack-tight">
          <a href={addressOf('packages', applicationId)}>{parkName}</a>
          <span>
            <Verdict verdict={overall} />
          </span>
        </div>
      ),
    },
    ...conditions.map((condition): TableColumnsType<MatrixPark>[number] => ({
      key: condition.id,
      width: sizes.matrixCell,
      title: (
        <div className="column matrix-head">
          <span>{condition.label}</span>
          <Popover trigger={['click', 'hover']} title={condition.article} content={<p className="flush article">{condition.text}</p>}>
            <button type="button" className="article-link raw" aria-label={t('eligibility.filter.original', { label: condition.label })}>
              {condition.article}
            </button>
          </Popover>
        </div>
      ),
      render: (_, { applicationId, parkName, cells }) => {
        const cell = cells[condition.at];
        return cell ? (
          <Cell
            style={verdictStyle(token, cell.verdict)}
            park={parkName}
            condition={condition}
            cell={cell}
            onOpen={() => onOpen(applicationId, condition.id)}
          />
        ) : null;
      },
    })),
  ];
  return (
    <Table
      size="small"
      rowKey="applicationId"
      columns={columns}
      dataSource={[...parks]}
      pagination={false}
      virtual={parks.length > drawnWhole}
      scroll={{ x: sizes.matrixCell * (conditions.length + 2), ...(parks.length > drawnWhole ? { y: longHeight } : {}) }}
    />
  );
}

interface CellProps {
  park: string;
  condition: MatrixCondition;
  cell: MatrixCell;
  style: CSSProperties;
  onOpen: () => void;
}

function Cell({ park, condition, cell: { verdict, value, threshold }, style, onOpen }: CellProps) {
  const { t } = useTranslation();
  const word = t(`common.verdict.${verdict}`);
  return (
    <button
      type="button"
      className="bare-button matrix-cell"
      style={style}
      onClick={onOpen}
      title={[word, value, threshold ?? condition.threshold].filter(Boolean).join(' · ')}
      aria-label={`${park} ${condition.label} ${word}`}
    >
      <span aria-hidden="true">{verdictMark[verdict]}</span>
      <span className="clip">{value ?? word}</span>
    </button>
  );
}
