import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';

type Identity = Output<'identities.list'>[number];

/** 签章身份: the certificates this workspace knows; the keys lie in the files of their holders. */
export function IdentityTable({ identities }: { identities: readonly Identity[] }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Identity> = [
    { title: t('window.identity.holder'), dataIndex: 'holder' },
    { title: t('window.identity.kind'), render: (_, one) => t(`window.identity.kinds.${one.kind}`) },
    { title: t('window.identity.until'), render: (_, one) => one.notAfter.slice(0, 10) },
    { title: t('window.identity.fingerprint'), ellipsis: true, render: (_, one) => <span className="digest raw">{one.fingerprint}</span> },
  ];
  return <Table size="small" rowKey="identityId" columns={columns} dataSource={[...identities]} pagination={false} />;
}
