/** 更换专家: the scores of the one who leaves are void, the seats pass to another, who scores anew. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../domain/contract/api.ts';
import type { RankingChange } from '../../../domain/contract/tally.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { showTime } from '../../ui/words.ts';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Section } from '../../ui/page.tsx';
import { TextItem } from '../../ui/fields/items.tsx';

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
      <TextItem name="name" label={t('panel.replace.name')} needed={t('panel.nameNeeded')} autoFocus maxLength={200} />
      <TextItem name="organisation" label={t('panel.organisation')} maxLength={200} />
      <TextItem name="title" label={t('panel.title')} maxLength={100} />
      <TextItem name="reason" label={t('panel.replace.why')} needed={t('panel.replace.whyNeeded')} rows={[1, 4]} />
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
