/** One document: who has signed and who is missing, the one next right thing, and its pages. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOfFile, call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { CheckOutlined, ClockCircleOutlined, DownloadOutlined } from '../../ui/icons.tsx';
import { Blank, Refused } from '../../ui/page.tsx';
import { PdfPages } from '../../ui/viewer/pdf-pages.tsx';
import { fileName, showTime } from '../../ui/words.ts';
import { useNames, type Round } from './names.ts';
import { wasFoundSpoilt, isWord, nextStep, type Made, type UnlockedKey, type Step } from './state.ts';
import { StateTag } from './state-tag.tsx';
import { useDocuments } from './store.ts';
import { FindFile } from '../../ui/fields/made-file.tsx';

interface Props {
  made: Made;
  round: Round;
  unlockedKey: UnlockedKey | null;
}

export function DocumentPane({ made, round, unlockedKey }: Props) {
  const { t } = useTranslation();
  const { kind, about } = useNames(round);
  const [pages, setPages] = useState<{ at: number; of: number } | null>(null);
  const step = nextStep(made, unlockedKey);
  const address = addressOfFile('exports', made.exportId);
  return (
    <section className="pane" aria-label={kind(made)} data-testid="document">
      <div className="pane-head stack">
        <div className="row-between">
          <div className="stack-tight document-line">
            <strong className="document-title">{kind(made)}</strong>
            <span className="quiet">{about(made)}</span>
          </div>
          <Acts made={made} step={step} address={address} />
        </div>
        <Signers made={made} />
        <Advice made={made} step={step} unlockedKey={unlockedKey} />
        <div className="row raw">
          <span className="clip document-file" title={`${made.path}\nSHA-256 ${made.sha256}`}>
            {fileName(made.path)}
          </span>
          <FindFile path={made.path} of={fileName(made.path)} />
          <span>{showTime(made.at)}</span>
          {pages ? <span className="figures">{`${pages.at} / ${pages.of}`}</span> : null}
        </div>
      </div>
      {isWord(made) ? (
        <Blank sentence={t('documents.pane.word')} />
      ) : (
        // signing changes the file under the same address
        <PdfPages key={made.sha256} address={address} onPage={setPages} />
      )}
    </section>
  );
}

function Signers({ made }: { made: Made }) {
  const { t } = useTranslation();
  if (isWord(made)) return null;
  return (
    <ul className="bare-list signers" aria-label={t('documents.pane.signers')}>
      <li>
        <StateTag made={made} />
      </li>
      {made.signedBy.map((name, at) => (
        <li key={`${name} ${String(at)}`} className="verified">
          <CheckOutlined /> {name}
        </li>
      ))}
      {(made.missing ?? []).map(({ field, label, signer }) => (
        <li key={field} className="wants" title={label}>
          <ClockCircleOutlined /> {signer}
        </li>
      ))}
    </ul>
  );
}

/** One sentence beside the button: why this is next. */
function Advice({ made, step, unlockedKey }: { made: Made; step: Step; unlockedKey: UnlockedKey | null }) {
  const { t } = useTranslation();
  if (step.kind === 'remake') return <p className="wants flush">{t('documents.step.remakeAbout')}</p>;
  if (step.kind !== 'handOver') return null;
  const names = step.names.join(t('documents.list.comma'));
  const own = made.missing?.some(({ signer }) => signer === unlockedKey?.holder);
  return <p className="quiet flush">{t(own ? 'documents.step.lastAbout' : 'documents.step.handOverAbout', { names })}</p>;
}

/** The next thing is the primary button; what else can be done with a document stands before it. */
function Acts({ made, step, address }: { made: Made; step: Step; address: string }) {
  const { t } = useTranslation();
  const { show } = useDocuments();
  const verifying = useMutation();
  const name = fileName(made.path);
  const verify = (): void => void verifying.run(() => call('documents.verify', { path: made.path }));
  const saves = step.kind === 'save' || step.kind === 'handOver';
  const canSign = made.state === 'draft' || made.state === 'awaiting';
  return (
    <>
      <span className="acts">
        {step.kind !== 'verify' && !isWord(made) && made.signedBy.length > 0 ? (
          <Button onClick={() => show('verify', made.path)}>{t('documents.screen.check')}</Button>
        ) : null}
        {canSign && saves && !isWord(made) ? (
          <Button onClick={() => show('sign', made.path)}>{t('documents.step.signOther')}</Button>
        ) : null}
        <Button
          type={saves ? 'primary' : 'default'}
          icon={<DownloadOutlined />}
          href={address}
          download={name}
          {...(saves ? {} : { 'aria-label': `${t('window.viewer.save')} ${name}`, title: t('window.viewer.save') })}
        >
          {saves ? t(step.kind === 'handOver' ? 'documents.step.handOver' : 'documents.step.save') : null}
        </Button>
        {step.kind === 'sign' ? (
          <Button type="primary" onClick={() => show('sign', made.path)}>
            {t('documents.step.sign', { name: step.names[0] })}
          </Button>
        ) : null}
        {step.kind === 'unlock' ? (
          <Button type="primary" onClick={() => show('sign', made.path)}>
            {t('documents.step.unlock')}
          </Button>
        ) : null}
        {step.kind === 'verify' ? (
          <Button type="primary" loading={verifying.busy} onClick={verify}>
            {t('documents.step.verify')}
          </Button>
        ) : null}
        {step.kind === 'remake' ? (
          <Button type="primary" onClick={() => show('export')}>
            {t('documents.step.remake')}
          </Button>
        ) : null}
      </span>
      {wasFoundSpoilt(made) ? null : <Refused error={verifying.error} onClose={verifying.clear} />}
    </>
  );
}
