/** 签名: who signed, when, for what, and whether it is still what was signed. */
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../../domain/contract/api.ts';
import { showTime } from '../../../ui/words.ts';
import { Signature } from './signature.tsx';
import { Section } from '../../../ui/page.tsx';

export function SignList({ signs, frozen }: { signs: VisitView['signs']; frozen: boolean }) {
  const { t } = useTranslation();
  return (
    <Section id="visit-signs" region title={t('visits.part.signs')}>
      {signs.length === 0 ? <p className="quiet">{t(frozen ? 'visits.sign.none' : 'visits.sign.about')}</p> : null}
      <ul className="bare-list signs">
        {signs.map((sign) => (
          <li key={sign.signId} className="plane stack card">
            <Signature strokes={sign.strokes} name={t('visits.sign.of', { name: sign.name })} />
            <span>
              <strong>{sign.name}</strong>{' '}
              <span className="quiet">{[sign.role && t(`visits.role.${sign.role}`), sign.organisation].filter(Boolean).join(' · ')}</span>
            </span>
            <span className="raw figures">{showTime(sign.at, true)}</span>
            <Standing sign={sign} frozen={frozen} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Standing({ sign: { covers, stands }, frozen }: { sign: VisitView['signs'][number]; frozen: boolean }) {
  const { t } = useTranslation();
  if (stands === null) return <span className="quiet">{t('visits.sign.unknown')}</span>;
  if (!stands) return <span className="wants">{t(frozen ? 'visits.sign.changedFrozen' : 'visits.sign.changed')}</span>;
  return (
    <span className="quiet" title={covers ? t('visits.sign.digest', { digest: covers.digest }) : undefined}>
      {t('visits.sign.stands')}
    </span>
  );
}
