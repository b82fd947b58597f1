import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Input as In } from '../../../domain/contract/api.ts';
import { required, TextItem } from '../fields/items.tsx';
import { ActionForm, type Task } from './action-form.tsx';

export type Outcome = In<'eligibility.decide'>['outcome'];

interface Props {
  /** what the rule book leaves to people here: an opinion, or whether to relax */
  kind: 'judgement' | 'relaxable';
  before: { outcome: Outcome; reason: string } | null;
  task: Task;
  onRule: (outcome: Outcome, reason: string) => void;
}

/** Settles what a rule book leaves to people, with the reason. */
export function RulingForm({ kind, before, task, onRule }: Props) {
  const { t } = useTranslation();
  const outcomes: readonly Outcome[] = kind === 'judgement' ? ['met', 'notMet'] : ['granted', 'denied'];
  return (
    <ActionForm<{ outcome: Outcome; reason: string }>
      press={t('eligibility.ruling.record')}
      task={task}
      className="field-form"
      initialValues={before ?? { reason: '' }}
      onFinish={({ outcome, reason }) => onRule(outcome, reason.trim())}
    >
      <Form.Item name="outcome" label={t(`eligibility.ruling.${kind}`)} rules={required(t('eligibility.ruling.outcomeNeeded'))}>
        <Radio.Group options={outcomes.map((outcome) => ({ value: outcome, label: t(`eligibility.ruling.${outcome}`) }))} />
      </Form.Item>
      <TextItem name="reason" label={t('common.reason')} needed={t('applications.reasonNeeded')} rows={[1, 4]} />
    </ActionForm>
  );
}
