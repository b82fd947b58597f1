/** 封存摘要: what a submitted sheet is sealed with, short to be read out, as a code to be scanned, and whole. */
import { useTranslation } from 'react-i18next';
import { sealCode } from '../../../../domain/scoring/seal-code.ts';
import { LockOutlined } from '../../../ui/icons.tsx';
import { QrCode } from './qr-code.tsx';
import { showTime } from '../../../ui/words.ts';

/** `fits`: it holds all that is asked of the park now. */
export function Seal({ digest, at, fits }: { digest: string; at: string | null; fits: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="seal" role="status">
      <div className="stack-tight seal-words">
        <strong>
          <LockOutlined /> {t('scores.submitted', { at: at ? showTime(at, true) : '' })}
        </strong>
        {fits ? null : <span className="wants">{t('scores.outdated')}</span>}
        <span className="seal-code figures" data-testid="short-code">
          {sealCode(digest)}
        </span>
        <span className="raw">{t('scores.digest')}</span>
        <code className="digest raw" data-testid="digest">
          {digest}
        </code>
      </div>
      <QrCode text={digest} name={t('scores.qr')} />
    </div>
  );
}
