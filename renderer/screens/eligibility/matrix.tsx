import { Popover, Table, theme, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../state/route.ts';
import { sizes, verdictStyle } from '../../theme/theme.ts';
import type { ConditionVerdict } from '../../ui/evaluation/conditions.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { verdictMark } from '../../ui/words.ts';
import type { Judged } from './judged.ts';

const drawnWhole = 100;

interface Props {
  parks: readonly Judged[];
  conditions: readonly ConditionVerdict[];
  onOpen: (applicationId: string, conditionId: string) => void;
}

/** Parks down, conditions across; a cell is a mark and a short value, and opens its condition. */
export function Matrix({ parks, conditions, onOpen }: Props) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Judged> = [
    {
      title: t('applications.list.park'),
      key: 'park',
      fixed: 'start',
      width: sizes.matrixCell * 2,
      render: (_, { row }) => (
        <div className="stack-tight">
          <a href={addressOf('packages', row.applicationId)}>{row.parkName}</a>
          <span>
            <Verdict verdict={row.overall} />
          </span>
        </div>
      ),
    },
    ...conditions.map((condition): TableColumnsType<Judged>[number] => ({
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
      render: (_, { row, evaluation }) => {
        const found = evaluation?.conditions.find((one) => one.id === condition.id);
        return found ? <Cell park={row.parkName} condition={found} onOpen={() => onOpen(row.applicationId, found.id)} /> : null;
      },
    })),
  ];
  return (
    <Table
      size="small"
      rowKey={({ row }) => row.applicationId}
      columns={columns}
      dataSource={[...parks]}
      pagination={false}
      virtual={parks.length > drawnWhole}
      scroll={{ x: sizes.matrixCell * (conditions.length + 2), ...(parks.length > drawnWhole ? { y: sizes.matrixCell * 5 } : {}) }}
    />
  );
}

function Cell({ park, condition, onOpen }: { park: string; condition: ConditionVerdict; onOpen: () => void }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const word = t(`common.verdict.${condition.verdict}`);
  return (
    <button
      type="button"
      className="bare-button matrix-cell"
      style={verdictStyle(token, condition.verdict)}
      onClick={onOpen}
      title={[word, condition.shown.value, condition.shown.threshold].filter(Boolean).join(' · ')}
      aria-label={`${park} ${condition.label} ${word}`}
    >
      <span aria-hidden="true">{verdictMark[condition.verdict]}</span>
      <span className="clip">{condition.shown.value ?? word}</span>
    </button>
  );
}
