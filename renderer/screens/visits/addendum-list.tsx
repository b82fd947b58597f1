/** 补充说明: what is added to a visit that is closed; the record itself stays as it was. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/api.ts';
import { useTask } from '../../state/task.ts';
import { Refused } from '../../ui/notices.tsx';
import { showTime } from '../../ui/words.ts';

export function AddendumList({ addenda, onAdd }: { addenda: VisitView['addenda']; onAdd: (text: string) => Promise<unknown> }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const task = useTask();
  return (
    <section className="section" aria-label={t('field.addendum.title')}>
      <h2>{t('field.addendum.title')}</h2>
      <ol className="timeline">
        {addenda.map((one) => (
          <li key={one.addendumId}>
            <time className="quiet figures" dateTime={one.at}>
              {showTime(one.at)}
            </time>
            <p className="note">{one.text}</p>
          </li>
        ))}
      </ol>
      <Input.TextArea aria-label={t('field.addendum.text')} placeholder={t('field.addendum.text')} autoSize={{ minRows: 2, maxRows: 12 }} value={text} onChange={(event) => setText(event.target.value)} />
      <Refused error={task.error} />
      <div>
        <Button loading={task.busy} disabled={text.trim() === ''} onClick={() => void task.run(() => onAdd(text.trim())).then((done) => (done ? setText('') : undefined))}>
          {t('field.addendum.add')}
        </Button>
      </div>
    </section>
  );
}
