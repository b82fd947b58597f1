import { Button, Table, type TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EventView } from '../../../domain/contract/api.ts';
import { sizes } from '../../theme/sizes.ts';
import { showTime } from '../../ui/words.ts';
import { Pair } from '../../ui/pair.tsx';

interface Props {
  events: readonly EventView[];
  /** the name behind an actor's id */
  actorOf: (actor: string) => string;
  onOlder: (() => void) | null;
  onNewest: (() => void) | null;
}

/** The record of changes, newest first; a line opens to what was and what is, and its link in the chain. */
export function AuditTable({ events, actorOf, onOlder, onNewest }: Props) {
  const { t } = useTranslation();
  const columns: TableColumnsType<EventView> = [
    { title: t('workspace.audit.seq'), dataIndex: 'seq', align: 'end', width: '8%' },
    { title: t('workspace.audit.at'), width: '18%', render: (_, event) => showTime(event.at, true) },
    { title: t('workspace.audit.actor'), width: '16%', ellipsis: true, render: (_, event) => whoDid(event, actorOf, t) },
    { title: t('workspace.audit.kind'), width: '18%', render: (_, event) => t(`event.${event.kind}`) },
    { title: t('common.reason'), ellipsis: true, render: (_, event) => event.reason ?? '' },
  ];
  return (
    <Table
      size="small"
      rowKey="seq"
      columns={columns}
      dataSource={[...events]}
      pagination={false}
      scroll={{ y: sizes.audit }}
      expandable={{
        columnWidth: '5%',
        expandedRowRender: (event) => (
          <dl className="pairs raw">
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
              {event.hash}
            </Pair>
          </dl>
        ),
      }}
      {...(onOlder || onNewest
        ? {
            footer: () => (
              <span className="row">
                {onNewest ? <Button onClick={onNewest}>{t('workspace.audit.newest')}</Button> : null}
                {onOlder ? <Button onClick={onOlder}>{t('workspace.audit.older')}</Button> : null}
              </span>
            ),
          }
        : {})}
    />
  );
}

/** Who did it, and for whom where somebody else's own row was written for them. */
function whoDid({ actor, new: now }: EventView, actorOf: Props['actorOf'], t: TFunction): string {
  const by = typeof now === 'object' && now !== null && 'by' in now && typeof now.by === 'string' ? now.by : null;
  return by === null || by === actor ? actorOf(actor) : t('workspace.audit.onBehalf', { by: actorOf(by), of: actorOf(actor) });
}
