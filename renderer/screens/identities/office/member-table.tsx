import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Identity, Person } from '../../../../domain/contract/api.ts';
import { inForce } from '../../../ui/keys/in-force.ts';
import { ShortFingerprint } from '../../../ui/keys/certificate.tsx';
import { SmallButton } from '../../../ui/buttons.tsx';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';

/** What a task file for the member can be sealed to: the key, or only a passphrase. */
function stateOf(identity: Identity | undefined, now: string): 'none' | 'ended' | 'noRecipient' | 'good' {
  if (!identity) return 'none';
  if (identity.notAfter < now) return 'ended';
  return identity.recipient === null ? 'noRecipient' : 'good';
}

interface Props {
  people: readonly Person[];
  identities: readonly Identity[];
  onIssue: (person: Person) => void;
  onRevoke: (identity: Identity) => void;
}

export function MemberTable({ people, identities, onIssue, onRevoke }: Props) {
  const { t } = useTranslation();
  const now = new Date().toISOString();
  const columns: TableColumnsType<Person> = [
    {
      title: t('panel.name'),
      render: (_, one) => (
        <span>
          {one.name} <span className="raw">{t(`common.role.${one.role}`)}</span>
        </span>
      ),
    },
    {
      title: t('identities.state'),
      render: (_, one) => {
        const state = stateOf(inForce(identities, one.personId), now);
        return <span className={state === 'good' ? 'verified' : 'wants'}>{t(`identities.states.${state}`)}</span>;
      },
    },
    { title: t('identities.issuer'), render: (_, one) => inForce(identities, one.personId)?.issuer ?? <span className="quiet">—</span> },
    {
      title: t('identities.until'),
      render: (_, one) => <span className="figures">{lastDay(inForce(identities, one.personId)?.notAfter)}</span>,
    },
    {
      title: t('identities.fingerprint'),
      render: (_, one) => {
        const held = inForce(identities, one.personId);
        return held ? <ShortFingerprint value={held.fingerprint} /> : <span className="quiet">—</span>;
      },
    },
    {
      title: <span className="unseen">{t('identities.acts')}</span>,
      align: 'end',
      render: (_, one) => {
        const held = inForce(identities, one.personId);
        return (
          <span className="acts">
            <SmallButton
              act={t(held ? 'identities.issueAgain' : 'identities.issue')}
              name={t(held ? 'identities.issueAgainTo' : 'identities.issueTo', { name: one.name })}
              onClick={() => onIssue(one)}
            />
            {held ? (
              <Button size="small" danger onClick={() => onRevoke(held)} aria-label={t('identities.revokeOf', { name: one.name })}>
                {t('identities.revoke')}
              </Button>
            ) : null}
          </span>
        );
      },
    },
  ];
  return (
    <Table
      size="small"
      rowKey="personId"
      columns={columns}
      dataSource={people.filter((one) => one.role !== 'secretary')}
      pagination={false}
      locale={{ emptyText: t('identities.noMembers') }}
    />
  );
}

const lastDay = (notAfter: string | undefined): string => (notAfter === undefined ? '—' : dateInChina(notAfter));
