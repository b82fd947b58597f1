/** A file that was not taken in: which check it failed, that nothing changed, and what to do; a root that nobody trusted yet can be trusted here. */
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { failedCheck } from '../../../domain/exchange/failed-check.ts';
import { exchangeChecks } from '../../../domain/exchange/manifest.ts';
import type { ApiError } from '../../client/api.ts';
import { Fingerprint } from '../../ui/keys/certificate.tsx';
import { Notice, useSentence } from '../../ui/page.tsx';
import { fileName } from '../../ui/words.ts';

interface Props {
  code: string;
  message: string;
  /** the file, whose whole path is nobody's concern */
  path: string;
}

export function FileRefused({ code, message, path }: Props) {
  const { t } = useTranslation();
  const check = failedCheck(code);
  return (
    <Notice
      type="warning"
      role="alert"
      className="refused"
      title={
        check
          ? t('exchange.screen.failedAt', {
              at: exchangeChecks.indexOf(check) + 1,
              of: exchangeChecks.length,
              check: t(`exchange.check.${check}`),
            })
          : undefined
      }
      description={message.replaceAll(path, fileName(path))}
    />
  );
}

interface OpeningRefusedProps {
  error: ApiError | null;
  path: string | undefined;
  trust: string | null;
  onTrust: (fingerprint: string | null) => void;
}

export function OpeningRefused({ error, path, trust, onTrust }: OpeningRefusedProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  if (!error) return null;
  const { fingerprint, root } = error.details;
  const unknown =
    error.code === 'exchange/untrusted-signer' && typeof fingerprint === 'string' && typeof root === 'string'
      ? { fingerprint, root }
      : null;
  return (
    <>
      <FileRefused code={error.code} message={sentence(error)} path={path ?? ''} />
      {unknown ? (
        <div className="stack tinted trust-box">
          <span>{t('exchange.screen.untrusted', { root: unknown.root })}</span>
          <Fingerprint value={unknown.fingerprint} />
          <Checkbox
            checked={trust === unknown.fingerprint}
            onChange={(event) => onTrust(event.target.checked ? unknown.fingerprint : null)}
          >
            {t('identities.compared')}
          </Checkbox>
        </div>
      ) : null}
    </>
  );
}
