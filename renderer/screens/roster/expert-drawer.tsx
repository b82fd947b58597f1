/** One expert: entered, corrected, paused, merged with the same person's other entry, or removed. */
import { Button, Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rosterColumns, type RosterColumn } from '../../../domain/panel/roster-rows.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { required, TextItem } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { Section } from '../../ui/page.tsx';
import type { Expert } from './expert.ts';

interface Typed extends Record<RosterColumn, string> {
  another?: boolean;
}

interface Props {
  open: boolean;
  /** null: a new one is entered */
  expert: Expert | null;
  experts: readonly Expert[];
  onClose: () => void;
}

export function ExpertDrawer({ open, expert, experts, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const task = useMutation();
  // the form keeps what it was opened with, whatever others change meanwhile
  const [was] = useState(
    () => Object.fromEntries(rosterColumns.map((column) => [column, expert?.[column] ?? ''])) as Record<RosterColumn, string>,
  );
  const close = (): void => {
    task.clear();
    onClose();
  };
  const send = ({ another, ...typed }: Typed): void => {
    const entry = Object.fromEntries(rosterColumns.map((column) => [column, typed[column].trim()])) as Record<RosterColumn, string>;
    if (expert === null)
      void task
        .run(() => call('roster.add', { ...entry, ...(another && { another }) }))
        .then((done) => (done ? form.resetFields() : undefined));
    else
      void task.run(() => call('roster.edit', { expertId: expert.expertId, ...entry, was })).then((done) => (done ? close() : undefined));
  };
  return (
    <FormDrawer<Typed>
      form={form}
      open={open}
      title={expert === null ? t('experts.add') : t('experts.editOf', { name: expert.name })}
      act={t(expert === null ? 'experts.addNext' : 'experts.save')}
      task={task}
      onClose={close}
      beside={<Button onClick={close}>{t('common.close')}</Button>}
      initialValues={was}
      onFinish={send}
      below={expert === null ? null : <More expert={expert} experts={experts} onDone={close} />}
    >
      <TextItem name="name" label={t('experts.column.name')} needed={t('panel.nameNeeded')} autoFocus maxLength={200} />
      <TextItem name="organisation" label={t('experts.column.organisation')} maxLength={200} />
      <TextItem name="title" label={t('experts.column.title')} maxLength={100} />
      <TextItem name="field" label={t('experts.column.field')} about={t('experts.fieldAbout')} maxLength={200} />
      <TextItem name="region" label={t('experts.column.region')} maxLength={100} />
      <TextItem name="contact" label={t('experts.column.contact')} maxLength={200} />
      <TextItem name="note" label={t('experts.column.note')} rows={[1, 4]} maxLength={1000} />
      {task.error?.code === 'roster/same-name' ? (
        <Form.Item name="another" valuePropName="checked">
          <Checkbox>{t('experts.another')}</Checkbox>
        </Form.Item>
      ) : null}
      <button type="submit" hidden aria-label={t('experts.add')} />
    </FormDrawer>
  );
}

/** What else can be done with an entry. */
function More({ expert, experts, onDone }: { expert: Expert; experts: readonly Expert[]; onDone: () => void }) {
  const { t } = useTranslation();
  const task = useMutation();
  const [pausing, setPausing] = useState(false);
  const { expertId, rounds, paused } = expert;
  const run = (work: () => Promise<unknown>): void => void task.run(work).then((done) => (done ? onDone() : undefined));
  const others = experts.filter((one) => one.expertId !== expertId && one.name === expert.name);
  return (
    <div className="stack-wide">
      {rounds.length === 0 ? null : (
        <Section title={t('experts.rounds')}>
          <ul className="bullets">
            {rounds.map((one) => (
              <li key={`${one.roundId} ${one.role}`}>{`${one.name} · ${t(`common.role.${one.role}`)}`}</li>
            ))}
          </ul>
        </Section>
      )}
      {pausing ? (
        <ReasonForm
          question={t('experts.pauseWhy')}
          press={t('experts.pause')}
          task={task}
          onReason={(reason) => run(() => call('roster.pause', { expertId, reason }))}
          onCancel={() => setPausing(false)}
        />
      ) : (
        <div className="row">
          {paused === null ? (
            <Button onClick={() => setPausing(true)}>{t('experts.pause')}</Button>
          ) : (
            <Button loading={task.busy} onClick={() => run(() => call('roster.pause', { expertId, reason: null }))}>
              {t('experts.resume')}
            </Button>
          )}
          {rounds.length === 0 ? (
            <>
              <Button danger loading={task.busy} onClick={() => run(() => call('roster.remove', { expertId }))}>
                {t('experts.remove')}
              </Button>
              <span className="quiet">{t('experts.removeAbout')}</span>
            </>
          ) : null}
        </div>
      )}
      {others.length === 0 ? null : (
        <Section title={t('experts.merge')} about={t('experts.mergeAbout')}>
          <ActionForm<{ keep: string }>
            press={t('experts.mergeNow')}
            task={task}
            danger
            className="field-form"
            onFinish={({ keep }) => run(() => call('roster.merge', { keep, drop: expertId }))}
          >
            <Form.Item name="keep" label={t('experts.mergeInto')} rules={required(t('experts.mergeNeeded'))}>
              <Select
                options={others.map((one) => ({
                  value: one.expertId,
                  label: [one.name, one.organisation, one.title].filter(Boolean).join(' · '),
                }))}
              />
            </Form.Item>
          </ActionForm>
        </Section>
      )}
    </div>
  );
}
