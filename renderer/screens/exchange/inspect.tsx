/** 查看文件: what a file says of itself and which checks it passes; nothing is taken in. */
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { useTask } from '../../state/task.ts';
import { Refused } from '../../ui/notices.tsx';
import { fileName, showBytes, showTime } from '../../ui/words.ts';
import { FileField } from './file-field.tsx';
import { givenKeys, KeyFields } from './keys.tsx';
import type { Keys } from './keys.tsx';

type Inspection = Output<'exchange.inspect'>;

export function InspectForm() {
  const { t } = useTranslation();
  const [paths, setPaths] = useState<string[]>([]);
  const [seen, setSeen] = useState<Inspection | null>(null);
  const task = useTask();
  const [path] = paths;
  return (
    <Form<Keys>
      layout="vertical"
      requiredMark={false}
      onFinish={(typed) => (path ? void task.run(async () => setSeen(await call('exchange.inspect', { path, ...givenKeys(typed) }, { job: crypto.randomUUID() }))) : undefined)}
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
      <Button type="primary" htmlType="submit" disabled={!path} loading={task.busy}>
        {t('field.exchange.inspect')}
      </Button>
      <Refused error={task.error} onClose={task.clear} />
      {seen ? <Facts seen={seen} /> : null}
    </Form>
  );
}

function Facts({ seen: { path, head, signer, root, checks, refused } }: { seen: Inspection }) {
  const { t } = useTranslation();
  const facts: [string, string][] = [
    ...(head
      ? ([
          ['kind', t(`field.inspect.kinds.${head.kind}`)],
          ['round', head.round.name],
          ['from', head.from.name],
          ['to', head.to.name],
          ['at', showTime(head.createdAt, true)],
          ['size', t('field.inspect.contents', { documents: head.documents, size: showBytes(head.bytes) })],
        ] satisfies [string, string][])
      : []),
    ...(signer ? ([['signer', signer.subject]] satisfies [string, string][]) : []),
    ...(root ? ([['root', `${root.subject} ${root.fingerprint}`]] satisfies [string, string][]) : []),
  ];
  return (
    <div className="stack-wide report" role="status" data-testid="inspection">
      <p className={refused ? 'lead wants' : 'lead'}>{refused ? refused.message.replaceAll(path, fileName(path)) : t('field.inspect.whole')}</p>
      <ol className="checks">
        {checks.map((one) => (
          <li key={one.check} className={one.ok === null ? 'quiet' : one.ok ? 'verified' : 'wants'}>
            <span aria-hidden="true">{one.ok === null ? '—' : one.ok ? '✓' : '✗'}</span> {one.text}
            {one.ok === null ? t('field.inspect.unchecked') : null}
          </li>
        ))}
      </ol>
      <dl className="pairs">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`field.inspect.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
