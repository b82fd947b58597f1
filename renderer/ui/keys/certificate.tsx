/** What a certificate says, and its fingerprint as two people read it to each other. */
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { Pair } from '../pair.tsx';
import { dateInChina } from '../../../domain/numbers/china-time.ts';

export type Certificate = Output<'identities.inspect'>['certificate'];

const groupOf = 4;

/** "AB:CD:…" in groups of four pairs, so that the place is not lost when reading aloud. */
export function Fingerprint({ value }: { value: string }) {
  const pairs = value.split(':');
  const groups = Array.from({ length: Math.ceil(pairs.length / groupOf) }, (_, at) =>
    pairs.slice(at * groupOf, (at + 1) * groupOf).join(' '),
  );
  return (
    <span className="fingerprint" data-fingerprint={value}>
      {groups.map((group, at) => (
        // the same group may stand twice
        <span key={`${at} ${group}`}>{group}</span>
      ))}
    </span>
  );
}

/** The first pairs only, for a line in a table; the whole on hover. */
export function ShortFingerprint({ value }: { value: string }) {
  return (
    <span className="digest raw" title={value}>
      {value.split(':').slice(0, groupOf).join(' ')} …
    </span>
  );
}

export function CertificateFacts({ certificate, withFingerprint = false }: { certificate: Certificate; withFingerprint?: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className="pairs">
      <Pair name={t('identities.holder')}>{certificate.subject}</Pair>
      <Pair name={t('identities.issuer')}>{certificate.issuer}</Pair>
      <Pair name={t('identities.validity')} look="figures">
        {t('identities.fromTo', { from: dateInChina(certificate.notBefore), to: dateInChina(certificate.notAfter) })}
      </Pair>
      {withFingerprint ? (
        <Pair name={t('identities.fingerprint')}>
          <Fingerprint value={certificate.fingerprint} />
        </Pair>
      ) : null}
    </dl>
  );
}

/** From the member up to the root, each issued by the next. */
export function Chain({ chain }: { chain: readonly { subject: string; fingerprint: string }[] }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <span className="quiet">{t('identities.chain')}</span>
      <ol className="bare-list stack-tight chain" aria-label={t('identities.chain')}>
        {chain.toReversed().map((one, depth) => (
          <li key={one.fingerprint} style={{ marginInlineStart: `calc(var(--ant-margin) * ${depth})` }}>
            {one.subject}
            {depth === 0 ? <span className="quiet"> {t('identities.rootMark')}</span> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
