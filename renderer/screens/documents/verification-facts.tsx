import { useTranslation } from 'react-i18next';
import { CheckCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '../../ui/icons.tsx';
import type { InRecord, Verification } from '../../../domain/contract/api.ts';
import { changedPlaces } from '../../../domain/report/changes.ts';
import { showTime } from '../../ui/words.ts';
import { Pair } from '../../ui/pair.tsx';

/** What verification found: the bottom line first, then each signature, then what is wrong. */
export function VerificationFacts({ verification, record = null }: { verification: Verification; record?: InRecord }) {
  const { t } = useTranslation();
  const { status, signatures, missing, problems, bottomLine, sha256, chainHead, embedded, redrawn, notes } = verification;
  const sound = status === 'valid';
  return (
    <section className="stack-wide" data-testid="verification" aria-label={t('documents.verification.result')}>
      <p className={sound ? 'lead verified' : 'lead wants'} role="status">
        {sound ? (
          <CheckCircleOutlined />
        ) : status === 'unsigned' || status === 'incomplete' ? (
          <InfoCircleOutlined />
        ) : (
          <ExclamationCircleOutlined />
        )}{' '}
        {bottomLine}
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
          <Signature key={`${one.field} ${String(at)}`} one={one} />
        ))}
      </ul>
      {missing.length > 0 ? (
        <p className="quiet flush">
          {t('documents.verification.missing', { names: missing.map((one) => one.signer).join(t('common.comma')) })}
        </p>
      ) : null}
      {embedded.recomputes === true ? <p className="flush">{t('documents.verify.recomputes')}</p> : null}
      {redrawn === true ? <p className="flush">{t('documents.verify.redrawn')}</p> : null}
      {record ? (
        <p className={record.belongs ? 'flush' : 'wants flush'}>
          {record.belongs
            ? t('documents.verification.inRecord', { seq: record.seq ?? 0, at: showTime(record.at ?? '', true) })
            : t(record.seq === null ? 'documents.verification.notInRecord' : 'documents.verification.otherRows')}
        </p>
      ) : null}
      {record?.belongs ? (
        <p className={record.known ? 'flush' : 'wants flush'}>
          {t(record.known ? 'documents.verification.known' : 'documents.verification.unknown')}
        </p>
      ) : null}
      {notes.map((note) => (
        <p key={note} className="quiet flush">
          {note}
        </p>
      ))}
      <dl className="pairs raw">
        <Pair name="SHA-256" look="digest">
          {sha256}
        </Pair>
        {chainHead ? (
          <Pair name={t('documents.verification.chain')} look="digest">
            {chainHead}
          </Pair>
        ) : null}
      </dl>
    </section>
  );
}

function Signature({ one }: { one: Verification['signatures'][number] }) {
  const { t } = useTranslation();
  const said = [
    t(one.intact ? 'documents.verification.intact' : 'documents.verification.altered'),
    t(one.coversWholeFile ? 'documents.verification.whole' : 'documents.verification.part'),
    t(one.trusted ? 'documents.verification.trusted' : 'documents.verification.untrusted'),
    one.signedAt ? showTime(one.signedAt, true) : null,
  ];
  const more = [
    one.reason ? t('documents.verify.reason', { reason: one.reason }) : null,
    one.root ? t('documents.verify.root', { root: one.root }) : null,
    one.timestamp ? t('documents.verify.stamped', { time: showTime(one.timestamp, true) }) : null,
    one.laterSignatures > 0 ? t('documents.verify.later', { count: one.laterSignatures }) : null,
  ].filter((text) => text !== null);
  const places = changedPlaces(one.laterChanges, (key, params) => t(key, { ...params }));
  return (
    <li className="stack">
      <strong>{one.signer ?? t('documents.verification.unknown')}</strong>
      <span className="quiet">{said.filter(Boolean).join(' · ')}</span>
      {more.length > 0 ? <span className="raw">{more.join(' · ')}</span> : null}
      {[
        ...(places.length > 0 ? [t('documents.verify.changed', { places: places.join(t('documents.list.comma')) })] : []),
        ...one.problems,
      ].map((text) => (
        <span key={text} className="wants">
          {text}
        </span>
      ))}
    </li>
  );
}
