import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../../../domain/contract/api.ts';
import { Fingerprint, ShortFingerprint } from '../../../ui/keys/certificate.tsx';
import { showTime } from '../../../ui/words.ts';
import { Pair } from '../../../ui/pair.tsx';
import { SmallButton } from '../../../ui/buttons.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';

/** Every certificate that was ever on record, newest first; a line opens to the whole fingerprint and where the file was written. */
export function CertificateTable({ identities, onRevoke }: { identities: readonly Identity[]; onRevoke: (identity: Identity) => void }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Identity> = [
    { title: t('identities.holder'), dataIndex: 'holder' },
    { title: t('identities.kind'), render: (_, one) => t(`identities.kinds.${one.kind}`) },
    {
      title: t('identities.validity'),
      render: (_, one) => (
        <span className="figures">{t('identities.fromTo', { from: dateInChina(one.notBefore), to: dateInChina(one.notAfter) })}</span>
      ),
    },
    { title: t('identities.fingerprint'), render: (_, one) => <ShortFingerprint value={one.fingerprint} /> },
    {
      title: t('identities.state'),
      render: (_, one) =>
        one.revokedAt ? (
          <span className="wants">{t('identities.revokedAt', { at: showTime(one.revokedAt) })}</span>
        ) : (
          <span className="quiet">{t('identities.onRecord')}</span>
        ),
    },
    {
      title: <span className="unseen">{t('identities.acts')}</span>,
      align: 'end',
      render: (_, one) =>
        one.revokedAt === null ? (
          <SmallButton
            act={t('identities.revoke')}
            of={`${one.holder} ${t(`identities.kinds.${one.kind}`)}`}
            danger
            onClick={() => onRevoke(one)}
          />
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
            <Pair name={t('identities.fingerprint')}>
              <Fingerprint value={one.fingerprint} />
            </Pair>
            <Pair name={t('identities.issuer')}>{one.issuer}</Pair>
            <Pair name={t(one.kind === 'root' ? 'identities.rootFile' : 'identities.keyFile')}>
              {one.path === null ? t('identities.keptByHolder') : <MadeFile path={one.path} />}
            </Pair>
            {one.revokedReason ? <Pair name={t('common.reason')}>{one.revokedReason}</Pair> : null}
          </dl>
        ),
      }}
    />
  );
}
