/** 查看文件: what a file says of itself and which checks it passes; nothing is taken in. */
import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { JobLine } from '../../ui/job-line.tsx';
import { Fingerprint } from '../../ui/keys/certificate.tsx';
import { fileName, showBytes, showTime } from '../../ui/words.ts';
import { useKeyFile } from '../../state/key-files.ts';
import { FileField } from '../../ui/fields/file-field.tsx';
import { givenKeys, KeyFields, type Keys } from './keys.tsx';
import { FileRefused } from './refused.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Pair } from '../../ui/pair.tsx';

type Inspection = Output<'exchange.inspect'>;

/** `institution`: the key file of the office, which opens what experts return. */
export function InspectForm({
  given,
  personId,
  institution,
}: {
  given: readonly string[];
  personId: string | null;
  institution: string | null;
}) {
  const { t } = useTranslation();
  const [keyFile] = useKeyFile(personId);
  const [paths, setPaths] = useState<readonly string[]>(given);
  const [seen, setSeen] = useState<Inspection | null>(null);
  const task = useJobMutation();
  const [path] = paths;
  const look = (typed: Keys): void => {
    if (!path) return;
    setSeen(null);
    void task.run(async (options) => setSeen(await call('exchange.inspect', { path, ...givenKeys(typed) }, options)));
  };
  return (
    <ActionForm<Keys>
      press={t('exchange.screen.inspect')}
      task={task}
      disabled={!path}
      initialValues={{ with: 'identity', identity: institution ?? keyFile }}
      onFinish={look}
      beside={
        <>
          <JobLine task={task} />
          {seen ? <Facts seen={seen} /> : null}
        </>
      }
    >
      <Form.Item>
        <FileField
          accept=".pptask,.ppreturn"
          paths={paths}
          onPaths={(chosen) => {
            setPaths(chosen);
            setSeen(null);
          }}
        />
      </Form.Item>
      <KeyFields />
    </ActionForm>
  );
}

function Facts({ seen: { path, head, signer, root, checks, refused } }: { seen: Inspection }) {
  const { t } = useTranslation();
  const facts: [string, string][] = head
    ? [
        ['kind', t(`exchange.inspect.kinds.${head.kind}`)],
        ['round', head.round.name],
        ['from', head.from.name],
        ['to', head.to.name],
        ['at', showTime(head.createdAt, true)],
        ['size', t('exchange.inspect.contents', { documents: head.documents, size: showBytes(head.bytes) })],
      ]
    : [];
  return (
    <div className="stack-wide report" role="status" data-testid="inspection">
      {refused ? (
        <FileRefused code={refused.code} message={refused.message} path={path} />
      ) : (
        <p className="lead verified">{t('exchange.inspect.whole')}</p>
      )}
      <div className="file-facts">
        <ol className="bare-list checks">
          {checks.map((one) => (
            <li key={one.check} className={one.ok === null ? 'quiet' : one.ok ? 'verified' : 'wants'}>
              <span aria-hidden="true">{one.ok === null ? '—' : one.ok ? '✓' : '✗'}</span> {one.text}
              {one.ok === null ? t('exchange.inspect.unchecked') : null}
            </li>
          ))}
        </ol>
        {facts.length > 0 || signer ? (
          <dl className="pairs">
            {facts.map(([key, value]) => (
              <Pair key={key} name={t(`exchange.inspect.${key}`)}>
                {value}
              </Pair>
            ))}
            {signer ? <Pair name={t('exchange.inspect.signer')}>{signer.subject}</Pair> : null}
            {root ? (
              <Pair name={t('exchange.inspect.root')}>
                {root.subject}
                <Fingerprint value={root.fingerprint} />
              </Pair>
            ) : null}
          </dl>
        ) : null}
      </div>
      <p className="quiet flush">{t('exchange.inspect.nothingTaken', { name: fileName(path) })}</p>
    </div>
  );
}
