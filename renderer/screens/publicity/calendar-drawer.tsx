/** 工作日历: how a year is worked, as published; for years that the program does not know, or that were changed. */
import { Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { Notice, Ready } from '../../ui/page.tsx';
import { readDays, writeDays } from './days.ts';
import type { CalendarYear } from './working-days.ts';
import { requiredText } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

export function CalendarDrawer({ open, first, onClose }: { open: boolean; first: number; onClose: () => void }) {
  const { t } = useTranslation();
  const [year, setYear] = useState(first);
  const known = useQuery('calendar.get', open ? { year } : null);
  return (
    <SideDrawer open={open} onClose={onClose} title={t('publicity.screen.calendar')}>
      <div className="stack-wide">
        <label className="row">
          <span>{t('publicity.screen.year')}</span>
          <InputNumber min={1990} max={2200} precision={0} value={year} onChange={(next) => (next === null ? undefined : setYear(next))} />
        </label>
        <Ready answer={known}>{(value) => <YearForm key={`${value.year} ${value.source}`} year={value} onDone={onClose} />}</Ready>
      </div>
    </SideDrawer>
  );
}

interface Typed {
  holidays: string;
  workdays: string;
  reason: string;
}

function YearForm({ year, onDone }: { year: CalendarYear; onDone: () => void }) {
  const { t } = useTranslation();
  const task = useMutation();
  const between = t('publicity.screen.until');
  const readable = {
    validator: (_: unknown, text: string) =>
      readDays(text) === null ? Promise.reject(new Error(t('publicity.screen.daysShape'))) : Promise.resolve(),
  };
  const keep = ({ holidays, workdays, reason }: Typed): void =>
    void task
      .run(() =>
        call('calendar.set', {
          year: year.year,
          holidays: readDays(holidays) ?? [],
          workdays: readDays(workdays) ?? [],
          reason: reason.trim(),
        }),
      )
      .then((done) => (done ? onDone() : undefined));
  return (
    <>
      <Notice
        type={year.source === 'unknown' ? 'warning' : 'info'}
        title={t(`publicity.screen.source.${year.source}`, { year: year.year })}
      />
      <ActionForm<Typed>
        press={t('publicity.screen.keepYear')}
        task={task}
        initialValues={{ holidays: writeDays(year.holidays, between), workdays: writeDays(year.workdays, between), reason: '' }}
        onFinish={keep}
      >
        <Form.Item name="holidays" label={t('publicity.screen.holidays')} extra={t('publicity.screen.daysAbout')} rules={[readable]}>
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} className="figures" />
        </Form.Item>
        <Form.Item name="workdays" label={t('publicity.screen.workdays')} extra={t('publicity.screen.workdaysAbout')} rules={[readable]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} className="figures" />
        </Form.Item>
        <Form.Item name="reason" label={t('publicity.screen.calendarReason')} rules={requiredText(t('applications.reasonNeeded'))}>
          <Input maxLength={500} placeholder={t('publicity.screen.calendarReasonExample')} />
        </Form.Item>
      </ActionForm>
    </>
  );
}
