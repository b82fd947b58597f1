/** The first start: nothing is here yet, and each of the three people is shown the way that is theirs. */
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { addressOf, go } from '../../state/route.ts';
import { EditOutlined, ImportOutlined, PlusOutlined } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { GreatAct } from '../../ui/great-act.tsx';

export function FirstStart({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation();
  const info = useQuery('workspace.info', {});
  const ways = [
    { key: 'round', name: t('window.home.new'), icon: <PlusOutlined />, go: onNew },
    { key: 'task', name: t('exchange.screen.open'), icon: <ImportOutlined />, go: () => go('exchange', 'open') },
    { key: 'identity', name: t('identities.request'), icon: <EditOutlined />, go: () => go('identities', 'own') },
  ] as const;
  return (
    <Page title={t('window.first.title')} about={t('window.home.empty')}>
      <div className="great-acts great-acts-tall">
        {ways.map((way) => (
          <GreatAct
            key={way.key}
            name={way.name}
            about={t(`window.first.about.${way.key}`)}
            icon={way.icon}
            whose={t(`window.first.who.${way.key}`)}
            onPress={way.go}
          />
        ))}
      </div>
      <div className="stack">
        {info.value ? <p className="quiet flush">{t('window.first.where', { path: info.value.path })}</p> : null}
        <p className="quiet flush">
          {t('window.first.before')} <a href={addressOf('settings')}>{t('window.first.toSettings')}</a>
        </p>
      </div>
    </Page>
  );
}
