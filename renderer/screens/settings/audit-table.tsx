import { useTranslation } from 'react-i18next';
import { Table, type TableColumnsType } from 'antd';
import type { LogLine } from '../../../domain/contract/workspace.ts';
import { useQuery } from '../../state/queries.ts';
import { sizes } from '../../theme/sizes.ts';
import { Ready } from '../../ui/page.tsx';
import { Pair } from '../../ui/pair.tsx';
import { showTime } from '../../ui/words.ts';

interface Props {
  lines: readonly LogLine[];
  /** what stands in place of lines where there are none */
  empty: string;
}

/** The log, newest first; a line opens to what the record itself holds, for whoever counts its chain again. */
export function AuditTable({ lines, empty }: Props) {
  const { t } = useTranslation();
  const columns: TableColumnsType<LogLine> = [
    { title: t('workspace.audit.seq'), dataIndex: 'seq', align: 'end', width: 72 },
    { title: t('workspace.audit.at'), width: 168, render: (_, line) => showTime(line.at, true) },
    { title: t('workspace.audit.actor'), width: 132, ellipsis: true, dataIndex: 'who' },
    { title: t('workspace.audit.what'), dataIndex: 'what' },
    { title: t('common.reason'), width: '22%', render: (_, line) => line.reason ?? '' },
  ];
  return (
    <Table
      size="small"
      rowKey="seq"
      virtual
      columns={columns}
      dataSource={[...lines]}
      pagination={false}
      scroll={{ x: 900, y: sizes.audit }}
      locale={{ emptyText: empty }}
      expandable={{ columnWidth: 40, expandedRowRender: (line) => <OnRecord line={line} /> }}
    />
  );
}

/** The event as it is kept, with its link in the chain. */
function OnRecord({ line: { seq, kind, hash } }: { line: LogLine }) {
  const { t } = useTranslation();
  const found = useQuery('audit.list', { after: seq - 1, limit: 1 });
  return (
    <Ready answer={found}>
      {([event]) =>
        event?.seq === seq ? (
          <dl className="pairs raw">
            <Pair name={t('workspace.audit.kind')}>{kind}</Pair>
            <Pair name={t('workspace.audit.entity')} look="digest">
              {event.entity}
            </Pair>
            <Pair name={t('workspace.audit.old')} look="digest">
              {event.old === null ? '—' : JSON.stringify(event.old)}
            </Pair>
            <Pair name={t('workspace.audit.new')} look="digest">
              {event.new === null ? '—' : JSON.stringify(event.new)}
            </Pair>
            <Pair name={t('workspace.audit.hash')} look="digest">
              {hash}
            </Pair>
          </dl>
        ) : null
      }
    </Ready>
  );
}
