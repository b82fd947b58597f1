/** 身份: for the office its own root and the certificates of the members, for a member the own key file. */
import { useTranslation } from 'react-i18next';
import { useSession } from '../../state/session.ts';
import { Page } from '../../ui/page.tsx';
import { Button } from 'antd';
import { addressOf } from '../../state/route.ts';
import { Office } from './office/office.tsx';
import { Own } from './own/own.tsx';

export function IdentitiesScreen({ roundId, own }: { roundId: string | null; own: boolean }) {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  if (personId === null && !own) return <Office roundId={roundId} />;
  return (
    <Page
      title={t('identities.own')}
      about={t('identities.ownAbout')}
      actions={personId === null ? <Button href={addressOf('identities')}>{t('identities.toOffice')}</Button> : null}
    >
      <Own roundId={roundId} personId={personId} />
    </Page>
  );
}
