/** 更换专家: the scores of the one who leaves are void, the seats pass to another, who scores anew. */
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import type { RankingChange } from '../../../domain/contract/tally.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { showTime } from '../../ui/words.ts';
import { requiredText } from '../../ui/rules.ts';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Section } from '../../ui/section.tsx';

type Person = Output<'panel.list'>[number];
type Typed = Record<'name' | 'organisation' | 'title' | 'reason', string>;

export function ReplaceExpert({ person, onDone }: { person: Person; onDone: (standing: RankingChange | null) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const task = useMutation();
  if (!open) {
    return (
      <div>
        <Button danger onClick={() => setOpen(true)}>
          {t('panel.replace.open')}
        </Button>
      </div>
    );
  }
  return (
    <ActionForm<Typed>
      press={t('panel.replace.now')}
      task={task}
      danger
      onCancel={() => setOpen(false)}
      className="field-form"
      initialValues={{ name: '', organisation: '', title: '', reason: '' }}
      onFinish={({ name, organisation, title, reason }) =>
        void task.run(async () =>
          onDone((await call('panel.replace', { personId: person.personId, by: { name, organisation, title }, reason })).standing),
        )
      }
    >
      <p className="wants">{t('panel.replace.about', { name: person.name, seats: person.assigned, submitted: person.submitted })}</p>
      <Form.Item name="name" label={t('panel.replace.name')} rules={requiredText(t('panel.nameNeeded'))}>
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="organisation" label={t('panel.organisation')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="title" label={t('panel.title')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="reason" label={t('panel.replace.why')} rules={requiredText(t('panel.replace.whyNeeded'))}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
    </ActionForm>
  );
}

/** Who took whose place, when, and why; nothing where nobody did. */
export function Replacements({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const all = useQuery('panel.replacements', { roundId }).value ?? [];
  if (all.length === 0) return null;
  return (
    <Section region title={t('panel.replace.list')}>
      <ul className="plain-list">
        {all.map((one) => (
          <li key={one.personId} className="row-between">
            <span>{t('panel.replace.was', { name: one.name, by: one.byName, reason: one.reason })}</span>
            <span className="raw figures">{showTime(one.at)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
