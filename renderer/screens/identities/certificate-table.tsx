import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { Fingerprint, ShortFingerprint } from '../../ui/certificate.tsx';
import { showTime } from '../../ui/words.ts';

type Identity = Output<'identities.list'>[number];

/** Every certificate that was ever on record, newest first; a line opens to the whole fingerprint and where the file was written. */
export function CertificateTable({ identities, onRevoke }: { identities: readonly Identity[]; onRevoke: (identity: Identity) => void }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Identity> = [
    { title: t('identity.holder'), dataIndex: 'holder' },
    { title: t('identity.kind'), render: (_, one) => t(`identity.kinds.${one.kind}`) },
    {
      title: t('identity.validity'),
      render: (_, one) => (
        <span className="figures">{t('identity.fromTo', { from: one.notBefore.slice(0, 10), to: one.notAfter.slice(0, 10) })}</span>
      ),
    },
    { title: t('identity.fingerprint'), render: (_, one) => <ShortFingerprint value={one.fingerprint} /> },
    {
      title: t('identity.state'),
      render: (_, one) =>
        one.revokedAt ? (
          <span className="wants">{t('identity.revokedAt', { at: showTime(one.revokedAt) })}</span>
        ) : (
          <span className="quiet">{t('identity.onRecord')}</span>
        ),
    },
    {
      title: <span className="unseen">{t('identity.acts')}</span>,
      align: 'end',
      render: (_, one) =>
        one.revokedAt === null ? (
          <Button
            size="small"
            danger
            onClick={() => onRevoke(one)}
            aria-label={`${t('identity.revoke')} ${one.holder} ${t(`identity.kinds.${one.kind}`)}`}
          >
            {t('identity.revoke')}
          </Button>
        ) : null,
    },
  ];
  return (
    <Table
      size="small"
      rowKey="identityId"
      columns={columns}
      dataSource={identities.toReversed()}
      pagination={false}
      expandable={{
        columnWidth: '4%',
        expandedRowRender: (one) => (
          <dl className="pairs">
            <div>
              <dt>{t('identity.fingerprint')}</dt>
              <dd>
                <Fingerprint value={one.fingerprint} />
              </dd>
            </div>
            <div>
              <dt>{t('identity.issuer')}</dt>
              <dd>{one.issuer}</dd>
            </div>
            <div>
              <dt>{t(one.kind === 'root' ? 'identity.rootFile' : 'identity.keyFile')}</dt>
              <dd>{one.path ?? t('identity.keptByHolder')}</dd>
            </div>
            {one.revokedReason ? (
              <div>
                <dt>{t('common.reason')}</dt>
                <dd>{one.revokedReason}</dd>
              </div>
            ) : null}
          </dl>
        ),
      }}
    />
  );
}
