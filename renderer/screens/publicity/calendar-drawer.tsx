/** 工作日历: how a year is worked, as published; for years that the program does not know, or that were changed. */
import { Alert, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf, dayNumber } from '../../../domain/shortlist/calendar.ts';
import { isoDate } from '../../../domain/model.ts';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme.ts';
import { Ready, Refused } from '../../ui/notices.tsx';
import type { CalendarYear } from './working-days.ts';

/** The longest run of days that one line may name. */
const longestRun = 31;

/** Days as people list them, one or a run to a line; null where a line is neither. */
export function readDays(text: string): string[] | null {
  const days: string[] = [];
  for (const line of text.split(/[\n,，、;；]/).map((one) => one.trim())) {
    if (line === '') continue;
    const [from = '', to = from, more] = line.split(/\s*(?:至|到|~|～|—|to)\s*/);
    if (more !== undefined || !isoDate.safeParse(from).success || !isoDate.safeParse(to).success) return null;
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (last < first || last - first >= longestRun) return null;
    for (let day = first; day <= last; day += 1) days.push(dateOf(day));
  }
  return days;
}

/** The same the other way round: neighbouring days as one run. */
export function writeDays(days: readonly { readonly date: string }[], between: string): string {
  const runs: [string, string][] = [];
  for (const { date } of days.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const run = runs.at(-1);
    if (run && dayNumber(run[1]) + 1 === dayNumber(date)) run[1] = date;
    else runs.push([date, date]);
  }
  return runs.map(([from, to]) => (from === to ? from : `${from}${between}${to}`)).join('\n');
}

export function CalendarDrawer({ open, first, onClose }: { open: boolean; first: number; onClose: () => void }) {
  const { t } = useTranslation();
  const [year, setYear] = useState(first);
  const known = useAnswer('calendar.get', open ? { year } : null);
  return (
    <Drawer open={open} onClose={onClose} size={sizes.drawer} title={t('publicity.screen.calendar')} destroyOnHidden>
      <div className="stack-wide">
        <label className="row">
          <span>{t('publicity.screen.year')}</span>
          <InputNumber min={1990} max={2200} precision={0} value={year} onChange={(next) => (next === null ? undefined : setYear(next))} />
        </label>
        <Ready answer={known}>{(value) => <YearForm key={`${value.year} ${value.source}`} year={value} onDone={onClose} />}</Ready>
      </div>
    </Drawer>
  );
}

interface Typed {
  holidays: string;
  workdays: string;
  reason: string;
}

function YearForm({ year, onDone }: { year: CalendarYear; onDone: () => void }) {
  const { t } = useTranslation();
  const task = useTask();
  const between = t('publicity.screen.until');
  const readable = { validator: (_: unknown, text: string) => (readDays(text) === null ? Promise.reject(new Error(t('publicity.screen.daysShape'))) : Promise.resolve()) };
  const keep = ({ holidays, workdays, reason }: Typed): void =>
    void task
      .run(() => call('calendar.set', { year: year.year, holidays: readDays(holidays) ?? [], workdays: readDays(workdays) ?? [], reason: reason.trim() }))
      .then((done) => (done ? onDone() : undefined));
  return (
    <>
      <Alert type={year.source === 'unknown' ? 'warning' : 'info'} showIcon title={t(`publicity.screen.source.${year.source}`, { year: year.year })} />
      <Form<Typed>
        layout="vertical"
        requiredMark={false}
        initialValues={{ holidays: writeDays(year.holidays, between), workdays: writeDays(year.workdays, between), reason: '' }}
        onFinish={keep}
      >
        <Form.Item name="holidays" label={t('publicity.screen.holidays')} extra={t('publicity.screen.daysAbout')} rules={[readable]}>
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} className="figures" />
        </Form.Item>
        <Form.Item name="workdays" label={t('publicity.screen.workdays')} extra={t('publicity.screen.workdaysAbout')} rules={[readable]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} className="figures" />
        </Form.Item>
        <Form.Item name="reason" label={t('publicity.screen.calendarReason')} rules={[{ required: true, whitespace: true, message: t('window.application.reasonNeeded') }]}>
          <Input maxLength={500} placeholder={t('publicity.screen.calendarReasonExample')} />
        </Form.Item>
        <Refused error={task.error} />
        <Button type="primary" htmlType="submit" loading={task.busy}>
          {t('publicity.screen.keepYear')}
        </Button>
      </Form>
    </>
  );
}
