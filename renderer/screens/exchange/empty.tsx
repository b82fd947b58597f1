/** 清空这台计算机: after the return was handed over, nothing of the review stays on the laptop. */
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { JobLine } from '../../ui/job-line.tsx';
import { Notice } from '../../ui/page.tsx';
import { showBytes } from '../../ui/words.ts';

/** How much of the digest is typed: enough that nobody does it unawares. */
const typedLength = 8;

export function EmptyForm({ personId, digest }: { personId: string; digest: string }) {
  const { t } = useTranslation();
  const [done, setDone] = useState<Output<'workspace.empty'> | null>(null);
  const task = useJobMutation();
  const begin = digest.slice(0, typedLength);
  if (done) return <Emptied done={done} />;
  return (
    <details className="details">
      <summary>{t('exchange.empty.title')}</summary>
      <ActionForm<{ typed: string }>
        press={t('exchange.empty.press')}
        danger
        task={task}
        beside={<JobLine task={task} />}
        onFinish={() => void task.run(async (options) => setDone(await call('workspace.empty', { personId, digest }, options)))}
      >
        <p className="flush-top">{t('exchange.empty.about')}</p>
        <Form.Item
          name="typed"
          label={t('exchange.empty.typed', { count: typedLength })}
          rules={[
            {
              validator: (_rule, typed: string | undefined) =>
                typed?.trim().toLowerCase() === begin ? Promise.resolve() : Promise.reject(new Error(t('exchange.empty.differs'))),
            },
          ]}
        >
          <Input autoComplete="off" spellCheck={false} maxLength={typedLength} />
        </Form.Item>
      </ActionForm>
    </details>
  );
}

/** What went, and what stays. The window begins anew: nothing that it shows is there any more. */
function Emptied({ done: { removed, record, foreign } }: { done: Output<'workspace.empty'> }) {
  const { t } = useTranslation();
  const { documents, thumbnails, backups, exports, drafts } = removed;
  const bytes = [documents, thumbnails, backups, exports, drafts].reduce((sum, one) => sum + one.bytes, 0);
  return (
    <div className="stack" role="status" data-testid="emptied">
      <p className="lead">
        {t('exchange.empty.done', {
          rounds: removed.rounds,
          documents: documents.files,
          backups: backups.files,
          exports: exports.files,
          size: showBytes(bytes),
        })}
      </p>
      <p className="flush">
        {t('exchange.empty.record')} <span className="digest">{record}</span>
      </p>
      {foreign.length > 0 ? <Notice title={t('exchange.empty.foreign', { paths: foreign.join(t('common.comma')) })} /> : null}
      <p className="quiet flush">{t('exchange.empty.elsewhere')}</p>
      <div>
        <Button type="primary" onClick={beginAnew}>
          {t('exchange.empty.close')}
        </Button>
      </div>
    </div>
  );
}

function beginAnew(): void {
  window.location.hash = '#/home';
  window.location.reload();
}
