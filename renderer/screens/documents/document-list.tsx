import { Checkbox, Input, Segmented, Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchOutlined } from '../../ui/icons.tsx';
import { usePaneSize } from '../../ui/tables/pane-size.ts';
import { showTime } from '../../ui/words.ts';
import { useNames, type Round } from './names.ts';
import { countStates, sortMade, states, type Made, type StateFilter } from './state.ts';
import { StateTag } from './state-tag.tsx';
import { useDocuments } from './store.ts';

interface Props {
  all: readonly Made[];
  round: Round;
  shown: Made | undefined;
}

/** The documents that the filter lets through, newest first; those that were made again only where asked for. */
export function useShown(all: readonly Made[], round: Round): { rows: Made[]; older: number; counts: Record<StateFilter, number> } {
  const { filter, search, older: withOlder } = useDocuments();
  const { kind, about } = useNames(round);
  const sorted = useMemo(() => sortMade(all), [all]);
  const current = sorted.latest.filter((made) => withOlder || !sorted.older.has(made.exportId));
  const wanted = search.trim().toLowerCase();
  const rows = current.filter(
    (made) =>
      (filter === 'all' || made.state === filter) &&
      (wanted === '' ||
        `${kind(made)} ${about(made)} ${(made.missing ?? []).map(({ signer }) => signer).join(' ')}`.toLowerCase().includes(wanted)),
  );
  return { rows, older: sorted.older.size, counts: countStates(current) };
}

/** 文书 by state: one line each, with who is still to sign by name. */
export function DocumentList({ all, round, shown }: Props) {
  const { t } = useTranslation();
  const { filter, search, older: withOlder, look, choose } = useDocuments();
  const { kind, about } = useNames(round);
  const { rows, older, counts } = useShown(all, round);
  const [pane, { width, height }] = usePaneSize();
  const columns: TableColumnsType<Made> = [
    {
      title: t('documents.list.document'),
      width: Math.floor(width * 0.62),
      render: (_, made) => (
        <div className="stack-tight document-line">
          <button
            type="button"
            className="bare-button document-name"
            aria-current={made.exportId === shown?.exportId ? 'true' : undefined}
            onClick={() => choose(made.exportId)}
          >
            {kind(made)}
          </button>
          <span className="clip quiet" title={about(made)}>
            {about(made)}
          </span>
        </div>
      ),
    },
    {
      title: t('documents.list.state'),
      width: Math.floor(width * 0.38),
      render: (_, made) => (
        <div className="stack-tight document-line">
          <span>
            <StateTag made={made} />
          </span>
          <Waits made={made} />
        </div>
      ),
    },
  ];
  return (
    <div className="pane">
      <div className="pane-head stack">
        <Segmented<StateFilter>
          size="small"
          className="state-filter"
          value={filter}
          onChange={(next) => look({ filter: next })}
          options={(['all', ...states] as const).map((one) => ({
            value: one,
            label:
              counts[one] > 0
                ? t('documents.list.count', { state: t(`documents.state.${one}`), count: counts[one] })
                : t(`documents.state.${one}`),
          }))}
        />
        <div className="row-between">
          <Input
            allowClear
            size="small"
            prefix={<SearchOutlined />}
            placeholder={t('documents.list.search')}
            aria-label={t('documents.list.search')}
            value={search}
            onChange={(event) => look({ search: event.target.value })}
          />
          {older > 0 ? (
            <Checkbox className="unit" checked={withOlder} onChange={(event) => look({ older: event.target.checked })}>
              {t('documents.list.older', { count: older })}
            </Checkbox>
          ) : null}
        </div>
      </div>
      <div ref={pane} className="fill">
        {height > 0 ? (
          <Table
            virtual
            size="small"
            rowKey="exportId"
            showHeader={false}
            columns={columns}
            dataSource={rows}
            pagination={false}
            scroll={{ x: width, y: height }}
            locale={{ emptyText: t('documents.list.none') }}
            onRow={(made) => ({
              onClick: () => choose(made.exportId),
              className: made.exportId === shown?.exportId ? 'pressable document-shown' : 'pressable',
            })}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Who is missing; once nobody is, when it was made. */
function Waits({ made }: { made: Made }) {
  const { t } = useTranslation();
  const names = (made.missing ?? []).map(({ signer }) => signer).join(t('documents.list.comma'));
  if (made.pages === 0 || names === '') return <span className="raw clip">{showTime(made.at)}</span>;
  return (
    <span className="raw clip" title={names}>
      {t('documents.list.waits', { names })}
    </span>
  );
}
