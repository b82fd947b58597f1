import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../../../domain/contract/api.ts';
import { Fingerprint } from '../../../ui/keys/certificate.tsx';
import { Pair } from '../../../ui/pair.tsx';
import { Notice } from '../../../ui/page.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';

interface Props {
  institution: Identity;
  root: Identity | undefined;
  onReplace: () => void;
}

/** The institution in force: its key file, and the fingerprint that others compare. */
export function InstitutionFacts({ institution, root, onReplace }: Props) {
  const { t } = useTranslation();
  return (
    <div className="plane-pad stack-wide">
      {institution.there ? null : <Notice type="warning" title={t('identities.institutionMoved', { path: institution.path })} />}
      <div className="institution">
        <dl className="pairs">
          <Pair name={t('identities.holder')}>
            <strong>{institution.holder}</strong>
          </Pair>
          <Pair name={t('identities.until')} look="figures">
            {dateInChina(institution.notAfter)}
          </Pair>
          {institution.path === null ? null : (
            <Pair name={t('identities.keyFile')}>
              <MadeFile path={institution.path} />
            </Pair>
          )}
          {root?.path ? (
            <Pair name={t('identities.rootFile')}>
              <MadeFile path={root.path} />
            </Pair>
          ) : null}
        </dl>
        {root ? (
          <div className="stack">
            <span className="quiet">{t('identities.rootFingerprint')}</span>
            <Fingerprint value={root.fingerprint} />
            <span className="quiet">{t('identities.rootFingerprintAbout')}</span>
          </div>
        ) : null}
      </div>
      <div>
        <Button onClick={onReplace}>{t('identities.createAnother')}</Button>
      </div>
    </div>
  );
}
