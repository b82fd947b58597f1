import { useTranslation } from 'react-i18next';
import { isHint } from '../../../domain/package/shared.ts';
import type { ApplicationView } from '../../../domain/contract/api.ts';

/** 一致性提示: what does not fit together in the form; shown, never corrected. */
export function FindingList({ findings }: { findings: ApplicationView['findings'] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return <p className="quiet">{t('applications.noFindings')}</p>;
  return (
    <>
      <p className="quiet">{t('applications.findingsAbout')}</p>
      <ul className="plain-list">
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.message}`} className={isHint(finding.code) ? 'quiet' : undefined}>
            {finding.message}
          </li>
        ))}
      </ul>
    </>
  );
}
