import { useTranslation } from 'react-i18next';
import { CheckCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '../../ui/icons.tsx';
import type { Verification } from '../../../domain/api.ts';
import { showTime } from '../../ui/words.ts';

/** What verification found: the bottom line first, then each signature, then what is wrong. */
export function VerificationFacts({ verification }: { verification: Verification }) {
  const { t } = useTranslation();
  const { status, signatures, missing, problems, bottomLine, sha256, chainHead } = verification;
  const sound = status === 'valid';
  return (
    <section className="stack-wide" data-testid="verification" aria-label={t('window.verify.result')}>
      <p className={sound ? 'lead verified' : 'lead wants'} role="status">
        {sound ? <CheckCircleOutlined /> : status === 'unsigned' || status === 'incomplete' ? <InfoCircleOutlined /> : <ExclamationCircleOutlined />} {bottomLine}
      </p>
      {problems.length > 0 ? (
        <ul className="plain-list">
          {problems.map((problem) => (
            <li key={problem} className="wants">
              {problem}
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="plain-list">
        {signatures.map((one, at) => (
          <li key={`${one.signer ?? ''} ${one.signedAt ?? ''} ${String(at)}`} className="stack">
            <strong>{one.signer ?? t('window.verify.unknown')}</strong>
            <span className="quiet">
              {[
                t(one.intact ? 'window.verify.intact' : 'window.verify.altered'),
                t(one.coversWholeFile ? 'window.verify.whole' : 'window.verify.part'),
                t(one.trusted ? 'window.verify.trusted' : 'window.verify.untrusted'),
                one.signedAt ? showTime(one.signedAt, true) : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {missing.length > 0 ? <p className="quiet">{t('window.verify.missing', { names: missing.map((one) => one.signer).join(t('common.comma')) })}</p> : null}
      <dl className="pairs raw">
        <dt>SHA-256</dt>
        <dd className="digest">{sha256}</dd>
        {chainHead ? (
          <>
            <dt>{t('window.verify.chain')}</dt>
            <dd className="digest">{chainHead}</dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}
