import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { DownloadOutlined } from '../../ui/icons.tsx';
import type { ApplicationRow, Output } from '../../../domain/api.ts';
import { addressOfFile } from '../../api.ts';
import { fileName, showTime } from '../../ui/words.ts';

type Made = Output<'reports.list'>[number];

interface Props {
  documents: readonly Made[];
  parks: readonly ApplicationRow[];
  nameOf: (personId: string) => string;
  onVerify: (path: string) => void;
  onSign: (path: string) => void;
}

/** The documents of the round, newest first. */
export function ExportTable({ documents, parks, nameOf, onVerify, onSign }: Props) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Made> = [
    { title: t('window.documents.kind'), width: '14%', render: (_, one) => one.personId ? `${t(`window.documents.kinds.${one.kind}`)} · ${nameOf(one.personId)}` : t(`window.documents.kinds.${one.kind}`) },
    { title: t('window.packages.park'), width: '16%', ellipsis: true, render: (_, one) => parks.find((park) => park.applicationId === one.applicationId)?.parkName ?? '—' },
    {
      title: t('window.documents.signed'),
      width: '14%',
      ellipsis: true,
      render: (_, one) => (one.signedBy.length > 0 ? one.signedBy.join(t('common.comma')) : <span className="wants">{t('window.documents.unsigned')}</span>),
    },
    { title: t('window.documents.pages'), dataIndex: 'pages', align: 'end', width: '7%' },
    { title: t('window.documents.at'), width: '13%', render: (_, one) => showTime(one.at) },
    {
      title: t('window.documents.file'),
      ellipsis: true,
      render: (_, one) => (
        <span title={`${one.path}\nSHA-256 ${one.sha256}`}>
          {fileName(one.path)}
        </span>
      ),
    },
    {
      title: <span className="unseen">{t('window.documents.acts')}</span>,
      align: 'end',
      width: '20%',
      render: (_, one) => (
        <span className="acts">
          <Button size="small" icon={<DownloadOutlined />} href={addressOfFile('exports', one.exportId)} download={fileName(one.path)} aria-label={`${t('window.viewer.save')} ${fileName(one.path)}`} title={t('window.viewer.save')} />
          <Button size="small" onClick={() => onSign(one.path)}>
            {t('window.documents.sign')}
          </Button>
          <Button size="small" onClick={() => onVerify(one.path)}>
            {t('window.documents.check')}
          </Button>
        </span>
      ),
    },
  ];
  return <Table size="small" rowKey="exportId" columns={columns} dataSource={documents.toSorted((one, other) => other.at.localeCompare(one.at))} pagination={false} tableLayout="fixed" />;
}
