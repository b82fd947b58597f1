/** 签章身份: who may sign with what, and the ways to make or issue a key. */
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../state/answers.ts';
import { sizes } from '../../theme.ts';
import { Ready } from '../../ui/notices.tsx';
import { IdentityTable } from './identity-table.tsx';
import { useDocuments } from './store.ts';

export function IdentityPanel() {
  const { t } = useTranslation();
  const { open, show, close } = useDocuments();
  const identities = useAnswer('identities.list', {});
  return (
    <Drawer open={open === 'identities'} onClose={close} size={sizes.wideDrawer} title={t('window.identity.title')} destroyOnHidden>
      <div className="stack-wide">
        <p className="quiet flush">{t('window.identity.about')}</p>
        <div className="row">
          <Button onClick={() => show('institution')}>{t('window.identity.create')}</Button>
          <Button disabled={!identities.value?.some((one) => one.kind === 'institution')} onClick={() => show('issue')}>
            {t('window.identity.issue')}
          </Button>
        </div>
        <Ready answer={identities}>
          {(all) =>
            all.length > 0 ? (
              <div className="plane clipped">
                <IdentityTable identities={all} />
              </div>
            ) : null
          }
        </Ready>
      </div>
    </Drawer>
  );
}
